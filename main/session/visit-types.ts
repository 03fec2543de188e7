import type { FaceCause } from '../contract/face.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { type Failure, failureSchema, type Result } from '../contract/failure.ts';
import type { KioskIntent } from '../contract/intent.ts';
import type { GreetedPerson, Standing } from '../contract/person.ts';
import type { ComfortSettings } from '../contract/settings.ts';
import type { KioskView, Outcome } from '../contract/snapshot.ts';
import type { PensionRecord } from '../ports/authority.ts';
import type { FaceChallenge, FaceCheckOutcome, FaceCheckProgress } from '../ports/biometrics.ts';
import type { IdentityCard } from '../ports/identity-reader.ts';
import type { JournalFact } from '../ports/ledger.ts';
import type { Delays } from './delays.ts';

/** The services a visit can lose and get back. */
export const services = ['reader', 'camera', 'printer', 'vision', 'drivers', 'authority', 'ledger'] as const;
export type Service = (typeof services)[number];

export type HandoverReason = Extract<KioskView, { step: 'handover' }>['reason'];
export type SlipState = Extract<KioskView, { step: 'handover' }>['slip']['state'];

export type VisitEvent =
  | KioskIntent
  /** A service went away or came back; every state takes it (visit.machine.test.ts enumerates them). */
  | { type: 'service'; service: Service; change: 'lost'; code: string }
  | { type: 'service'; service: Service; change: 'back' }
  /** The reader lost the card for a moment: tell the person, the read goes on. */
  | { type: 'cardMoved' }
  | { type: 'paper'; possible: boolean }
  | { type: 'face.progress'; progress: FaceCheckProgress }
  | { type: 'face.done'; result: Result<FaceCheckOutcome> }
  /** Raised inside: the main line moved on (resets the idle watch), or the person leaves. */
  | { type: 'flow.moved' }
  | { type: 'flow.leave'; how: 'left' | 'idle' };

export interface VisitContext {
  readonly visitId: string | null;
  readonly card: IdentityCard | null;
  readonly person: GreetedPerson | null;
  readonly record: PensionRecord | null;
  readonly standing: Standing | null;
  readonly cardTries: number;
  readonly cardProblem: 'unreadable' | 'expired' | 'readerAway';
  readonly cardMoved: boolean;
  readonly faceTry: number;
  /** Faults of camera or vision during the present try; they never count as a try of the person. */
  readonly faceFaults: number;
  readonly faceFaultCode: string | null;
  readonly faceCauses: readonly FaceCause[];
  readonly challenge: FaceChallenge;
  readonly progress: FaceCheckProgress | null;
  readonly verified: FaceCheckOutcome | null;
  readonly verifiedAtMs: number;
  readonly outcome: Outcome | null;
  readonly handover: { readonly reason: HandoverReason; readonly errorCode: string | null } | null;
  readonly slip: SlipState;
  /** Null until the printer has been asked; only a known "no" keeps a slip from being tried. */
  readonly paperPossible: boolean | null;
  readonly away: Readonly<Partial<Record<Service, string>>>;
  readonly comfort: ComfortSettings;
  readonly repeats: number;
  readonly ending: 'done' | 'left' | 'idle';
}

/** What the machine needs from outside and may not make itself. */
export interface VisitInput {
  readonly delays: Delays;
  readonly terminalId: string;
  readonly now: () => number;
  readonly newVisitId: () => string;
  /** Writes a business fact; durable when it returns. */
  readonly record: (visitId: string, fact: JournalFact) => void;
  /** Somebody asked for a human, or the machine hands over to one. */
  readonly callHelp: (visitId: string | null, reason: string) => void;
}

/** A fault of the core itself, or the numbered failure that an adapter threw with it (a broken ledger). */
export function failureOf(error: unknown): Failure {
  const told = failureSchema.safeParse((error as { failure?: unknown } | null)?.failure);
  return told.success ? told.data : appFailure('E9050', error instanceof Error ? error.name : 'not an error');
}
