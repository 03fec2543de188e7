import type { CertificationSubmission, SubmissionAnswer } from './authority.ts';

/** Business facts, append-only, hash-chained. Personal data goes in `sealed` and is encrypted at rest. */
export type JournalFact =
  | { readonly type: 'visitStarted' }
  | {
      readonly type: 'cardRead';
      readonly sealed: { readonly idNumber: string; readonly name: string };
      readonly consistent: boolean;
    }
  | { readonly type: 'consentGiven'; readonly textVersion: string }
  | { readonly type: 'consentDeclined' }
  | {
      readonly type: 'verification';
      readonly method: 'face';
      readonly decision: 'same' | 'different' | 'unsure';
      readonly liveness: 'live' | 'spoof' | 'unsure' | 'simulated';
      readonly similarity: number;
      readonly threshold: number;
      readonly tryNumber: number;
      readonly models: readonly { readonly id: string; readonly sha256: string }[];
    }
  | { readonly type: 'handover'; readonly reason: string }
  | {
      readonly type: 'slip';
      readonly state: 'printed' | 'taken' | 'retracted' | 'notPrinted';
      readonly jobId: string;
    }
  | { readonly type: 'helpCalled' }
  | { readonly type: 'visitEnded'; readonly how: 'done' | 'left' | 'idle' | 'interrupted' };

export type Delivery =
  | { readonly kind: 'answered'; readonly answer: SubmissionAnswer }
  /** In the outbox; the answer is not known yet and nobody is told that it is done. */
  | { readonly kind: 'pending'; readonly referenceNumber: string };

export interface Ledger {
  /** Durable (fsync) when it returns. Throws only on a broken database (a bug or a dead disk), never on data. */
  record(visitId: string, fact: JournalFact): void;
  /**
   * Puts the submission in the outbox in one transaction with its journal entry, then tries to deliver it for at most
   * `waitMs`. From the moment this is called nothing can be lost; the outbox goes on delivering after a crash.
   */
  submit(submission: CertificationSubmission, waitMs: number, signal: AbortSignal): Promise<Delivery>;
  /** Visits that were running when the process died. They are closed as `interrupted`. */
  closeInterrupted(): readonly { readonly visitId: string; readonly pending: number }[];
  pendingCount(): number;
}
