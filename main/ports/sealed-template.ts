import type { FingerName } from '../contract/vein.ts';

/** What a record belongs to; bound into its box as additional data, so that a box moved to another place does not open. */
export interface TemplatePlace {
  readonly recordId: string;
  /** Keyed hash of the person's number, in hex: the ledger's, never the number itself. */
  readonly subject: string;
  readonly kind: 'fingerVein' | 'face';
  /** Null for a face. */
  readonly finger: FingerName | null;
  /** Kind of scanner and its geometry, or the models: what the template can be compared by. */
  readonly device: string;
  /** Of the layout of what is inside. */
  readonly version: number;
}

/**
 * A biometric template as everything but the vision worker sees it (ISO/IEC 24745): AES-256-GCM under a key of its own,
 * that key wrapped by the terminal's template key. Deleting the record makes the template unreadable for ever.
 */
export interface SealedTemplate extends TemplatePlace {
  readonly wrappedKey: Uint8Array;
  readonly box: Uint8Array;
  /** ISO 8601 with offset. */
  readonly madeAt: string;
}
