import type { Result } from '../contract/failure.ts';

/** What the core knows of an identity card that was read. Lives only for the visit; never logged. */
export interface IdentityCard {
  readonly kind: 'resident' | 'hmt' | 'foreigner2017' | 'foreigner2023';
  readonly name: string;
  /** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
  readonly sex: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly idNumber: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** Birth date and sex agree with the number (legacy corrections exist: told to staff, not refused). */
  readonly consistent: boolean;
  /** Decoded chip photo (JPEG or PNG), or null when no decoder is configured or it did not decode. */
  readonly photo: Uint8Array | null;
}

export type ReaderEvent =
  | { readonly type: 'retry' }
  | { readonly type: 'lost'; readonly code: string }
  | { readonly type: 'back' };

export interface IdentityReader {
  /** Resolves when a card was placed. Waits until `signal` aborts. */
  waitForCard(signal: AbortSignal): Promise<Result<void>>;
  read(signal: AbortSignal): Promise<Result<IdentityCard>>;
  /** Resolves when the card was lifted, or at once when none lies there. */
  waitForRemoval(signal: AbortSignal): Promise<Result<void>>;
  onEvent(listener: (event: ReaderEvent) => void): () => void;
}
