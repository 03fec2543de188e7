import type { ActivationItems, AgentRelation, BringItem, Signature } from '../contract/activation.ts';
import type { Outcome } from '../contract/snapshot.ts';
import type { Standing } from '../contract/person.ts';
import type { Enrolled, FingerName } from '../contract/vein.ts';
import type { Result } from '../contract/failure.ts';
import type { Verified } from './authority.ts';

/** What a slip (凭条) tells. The paper adapter decides how it looks. */
export interface SlipContent {
  readonly kind:
    | 'certification'
    | 'handover'
    | 'standing'
    | 'activation'
    | 'bring'
    | 'electronicCard'
    | 'homeVisit'
    /** What was enrolled, with the guide for the pocket (认证手册) below a line to tear along. */
    | 'enrolment'
    /** What was enrolled is deleted. */
    | 'enrolmentDeleted';
  readonly business: 'certify' | 'activate' | 'enrol';
  readonly visitId: string;
  readonly maskedName: string;
  readonly maskedIdNumber: string;
  /** ISO 8601 with offset. */
  readonly at: string;
  readonly standing: Standing | null;
  readonly outcome: Outcome | null;
  /** Handover reason (contract `handoverReasonSchema`): what is done next and by whom. */
  readonly handover: string | null;
  /** Result of each item of an activation; empty otherwise. */
  readonly items: ActivationItems;
  /** The list of what to bring; empty otherwise. */
  readonly bring: readonly BringItem[];
  /** An agent did it for the holder. */
  readonly agent: boolean;
  /** What that agent is to the holder; null where nobody was asked. */
  readonly relation: AgentRelation | null;
  readonly consent: 'signature' | 'key' | null;
  /** What was enrolled in this visit, with the signature as it was drawn; null otherwise. */
  readonly enrolment: {
    readonly fingers: readonly FingerName[];
    readonly face: boolean;
    readonly signature: Signature | null;
    readonly scannerSimulated: boolean;
  } | null;
  /** What there was until it was deleted in this visit; null otherwise. */
  readonly deleted: Enrolled | null;
  /** The pension of this year, where it was certified on the way of another business; null otherwise. */
  readonly also: Outcome | null;
  /** `6217 **** **** 1234`, or null. */
  readonly maskedAccount: string | null;
  readonly maskedCardNumber: string | null;
  /** Opaque text of the electronic card, printed as a QR code and forgotten; null otherwise. */
  readonly qr: string | null;
  /** How long that code is good from when it was issued; null where there is none. */
  readonly qrSeconds: number | null;
  /** `dueOn` null: sent, and not yet confirmed; or `refused`, which has a number to ask by all the same. */
  readonly homeVisit: {
    readonly referenceNumber: string;
    readonly dueOn: string | null;
    readonly refused: boolean;
  } | null;
  /** How the person was verified in this visit; null where nobody was. */
  readonly method: Verified['method'] | null;
  /** That check was simulated: the liveness of a face, or the scanner of a finger. */
  readonly livenessSimulated: boolean;
  /** 0 first print, n = n-th reprint (补打). */
  readonly reprint: number;
}

export interface SlipPrinter {
  /** Asked before a visit starts: paper is known before it is promised. Fresh, at most a second old. */
  ready(signal: AbortSignal): Promise<Result<{ readonly paperLow: boolean }>>;
  /** Resolves ok only on proof from the printer that the whole slip is on paper. */
  print(content: SlipContent, signal: AbortSignal): Promise<Result<{ readonly jobId: string }>>;
  /** `noSensor`: this printer cannot tell. */
  waitTaken(limitMs: number, signal: AbortSignal): Promise<Result<'taken' | 'notTaken' | 'noSensor'>>;
  /** Pulls an untaken slip back (privacy). */
  retract(): Promise<Result<void>>;
}
