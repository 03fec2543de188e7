import type { ActivationItem, ItemState, Signature } from '../contract/activation.ts';
import type { CertificationSubmission, SubmissionAnswer } from './authority.ts';
import type { ActivationSubmission, HomeVisitAnswer, ItemAnswer, ResumeTicket } from './card-authority.ts';
import type { PinBlock } from './pin-pad.ts';
import type { EnrolProblem, FingerName } from '../contract/vein.ts';
import type { PresentationCheck } from './finger-vein.ts';
import type { SealedTemplate } from './sealed-template.ts';

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
      readonly method: 'fingerVein';
      readonly decision: 'same' | 'different' | 'unsure';
      readonly z: number;
      readonly threshold: number;
      readonly tryNumber: number;
      readonly finger: FingerName | null;
      readonly checks: readonly PresentationCheck[];
      readonly algorithm: { readonly id: string; readonly version: number };
      readonly scanner: { readonly model: string; readonly simulated: boolean };
    }
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
  /** Activating a social-security card; `agent`: somebody came for the holder. */
  | {
      readonly type: 'socialCardRead';
      readonly sealed: { readonly cardNumber: string; readonly idNumber: string };
      readonly version: string;
      readonly authenticatedBy: 'none' | 'psam' | 'hsm';
    }
  | {
      readonly type: 'agentCase';
      readonly sealed: { readonly idNumber: string; readonly name: string };
      readonly reason: string;
      readonly relation: string;
    }
  /** The picture of the letter, sealed; retention shreds it with the visit's key. */
  | { readonly type: 'letter'; readonly sha256: string; readonly sealed: { readonly jpegBase64: string } }
  | {
      readonly type: 'activationConsent';
      readonly by: 'signature' | 'key';
      readonly textVersion: string;
      readonly items: readonly ActivationItem[];
      readonly sealed: { readonly signature: Signature | null };
    }
  | { readonly type: 'activationItem'; readonly item: ActivationItem; readonly outcome: ItemState }
  /** Enrolling (建模): agreed to, and confirmed before it is kept. */
  | { readonly type: 'enrolmentConsent'; readonly textVersion: string; readonly withFace: boolean }
  | {
      readonly type: 'enrolmentSigned';
      readonly by: 'signature' | 'key';
      readonly sealed: { readonly signature: Signature | null };
    }
  | { readonly type: 'enrolmentFailed'; readonly finger: FingerName; readonly problem: EnrolProblem }
  | { readonly type: 'helpCalled' }
  | { readonly type: 'visitEnded'; readonly how: 'done' | 'left' | 'idle' | 'interrupted' };

export type Delivery =
  | { readonly kind: 'answered'; readonly answer: SubmissionAnswer }
  /** In the outbox; the answer is not known yet and nobody is told that it is done. */
  | { readonly kind: 'pending'; readonly referenceNumber: string };

export type ItemDelivery =
  | { readonly kind: 'answered'; readonly answer: ItemAnswer | HomeVisitAnswer }
  /** In the outbox; what became of it is not known yet. */
  | { readonly kind: 'pending'; readonly referenceNumber: string };

/** The two cards of a holder; together they find a ticket. */
export interface CardPair {
  readonly idNumber: string;
  readonly cardNumber: string;
}

export interface Ledger {
  /** Durable (fsync) when it returns. Throws only on a broken database (a bug or a dead disk), never on data. */
  record(visitId: string, fact: JournalFact): void;
  /**
   * Puts the submission in the outbox in one transaction with its journal entry, then tries to deliver it for at most
   * `waitMs`. From the moment this is called nothing can be lost; the outbox goes on delivering after a crash.
   */
  submit(submission: CertificationSubmission, waitMs: number, signal: AbortSignal): Promise<Delivery>;
  /**
   * As `submit`, for an item of an activation or a home visit. `pinBlock` goes with the first delivery only and is written
   * nowhere; later deliveries of a bank activation ask what became of its key, and one that never arrived is answered with
   * `refused`, `notArrived`: nothing was done, and the person may do it again (with a new key). While the same for the same
   * person and card is under way with another key, nothing is sent: what comes back is about the one under way.
   */
  submitItem(
    submission: ActivationSubmission,
    pinBlock: PinBlock | null,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<ItemDelivery>;
  /**
   * Keeps what a visit has done so far, sealed, for 24 hours from now; replaces the pair's earlier ticket as a whole or
   * not at all. Saved before an item is submitted too, so that a crash in the middle leaves something to resume.
   */
  saveTicket(cards: CardPair, ticket: ResumeTicket): void;
  /**
   * The pair's ticket, or null when there is none or it is too old. Each item stands as it does now, whatever was saved:
   * what was sent and answered meanwhile is `done` or `refused`, what was never sent is `todo`, and what was sent without
   * an answer is `unknown`. An `unknown` item is never submitted again: its key is in the outbox, which goes on by itself,
   * and the person is told its reference number. `done` items have `before: true`. After 24 hours an `unknown` item is all
   * that keeps a ticket, without contact, consent and signature.
   */
  ticketFor(cards: CardPair): ResumeTicket | null;
  /** Everything is done: nothing is left to resume. */
  closeTicket(cards: CardPair): void;
  /** Keyed hash of a number, the same for the same person at this terminal; what templates are found by. */
  subjectOf(idNumber: string): string;
  /** What this person enrolled here, one record a finger and one for the face. */
  templatesOf(subject: string): readonly SealedTemplate[];
  /**
   * Keeps these in the place of everything the person had enrolled, in one transaction with the journal entries
   * `templatesKept` and, for what was there before, `templatesDeleted` (renewed). Durable when it returns.
   */
  keepTemplates(visitId: string, subject: string, templates: readonly SealedTemplate[]): void;
  /** Deletes everything the person enrolled here, with the journal entry `templatesDeleted` (asked). How many there were. */
  deleteTemplates(visitId: string, subject: string): number;
  /** Visits that were running when the process died. They are closed as `interrupted`. */
  closeInterrupted(): readonly { readonly visitId: string; readonly pending: number }[];
  pendingCount(): number;
}
