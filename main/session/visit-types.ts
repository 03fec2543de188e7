import type {
  ActivationItems,
  AgentReason,
  AgentRelation,
  PadKey,
  PinKind,
  PinProblem,
  Signature,
} from '../contract/activation.ts';
import type { FaceCause } from '../contract/face.ts';
import type { Enrolled, EnrolProblem, FingerName, VeinCause } from '../contract/vein.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { type Failure, failureSchema, type Result } from '../contract/failure.ts';
import type { KioskIntent } from '../contract/intent.ts';
import type { GreetedPerson, Standing } from '../contract/person.ts';
import type { ComfortSettings } from '../contract/settings.ts';
import type { KioskView, Outcome } from '../contract/snapshot.ts';
import type { PensionRecord } from '../ports/authority.ts';
import type { FaceChallenge, FaceCheckOutcome, FaceCheckProgress } from '../ports/biometrics.ts';
import type { EnrolFingerOutcome, VeinCheckOutcome, VeinProgress } from '../ports/finger-vein.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { AgentRule, CardRecord, ResumeTicket } from '../ports/card-authority.ts';
import type { IdentityCard } from '../ports/identity-reader.ts';
import type { CardPair, JournalFact } from '../ports/ledger.ts';
import type { PinHandle, PinPad } from '../ports/pin-pad.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SocialCard } from '../ports/social-card-reader.ts';
import type { Delays } from './delays.ts';

/** The services a visit can lose and get back. */
export const services = [
  'reader',
  'socialReader',
  'pinPad',
  'camera',
  'printer',
  'vision',
  'fingerVein',
  'drivers',
  'authority',
  'bank',
  'ledger',
] as const;
export type Service = (typeof services)[number];

type ViewOf<Step extends KioskView['step']> = Extract<KioskView, { step: Step }>;
export type HandoverReason = ViewOf<'handover'>['reason'];
export type SlipState = ViewOf<'handover'>['slip']['state'];
export type SocialCardProblem = ViewOf<'socialCardProblem'>['problem'];
export type ContactProblem = NonNullable<ViewOf<'contact'>['problem']>;
export type HomeVisitTold = NonNullable<ViewOf<'homeVisit'>['booked']>;

/** A picture of the agent's letter. Lives until it is sealed in the journal. */
export interface LetterPicture {
  readonly sha256: string;
  readonly jpegBase64: string;
}

export type VisitEvent =
  | KioskIntent
  /** A service went away or came back; every state takes it (main/app/visit-graph.test.ts enumerates them). */
  | { type: 'service'; service: Service; change: 'lost'; code: string }
  | { type: 'service'; service: Service; change: 'back' }
  /** A reader lost its card for a moment: tell the person, the read goes on. */
  | { type: 'cardMoved' }
  | { type: 'socialCardMoved' }
  | { type: 'paper'; possible: boolean }
  | { type: 'face.progress'; progress: FaceCheckProgress }
  | { type: 'face.done'; result: Result<FaceCheckOutcome> }
  | { type: 'vein.progress'; progress: VeinProgress }
  | { type: 'vein.done'; result: Result<VeinCheckOutcome> }
  | { type: 'enrol.done'; result: Result<EnrolFingerOutcome> }
  /** How many digits of a password are in; never which. */
  | { type: 'pin.count'; count: number; by: PinPad['kind'] }
  | { type: 'pin.entered'; result: Result<PinHandle> }
  | { type: 'letter.taken'; picture: LetterPicture }
  | { type: 'letter.camera'; away: boolean }
  /** Raised inside: the main line moved on (resets the idle watch), or the person leaves. */
  | { type: 'flow.moved' }
  | { type: 'flow.leave'; how: 'left' | 'idle' }
  /** Raised inside: the list of what to bring is to be printed. */
  | { type: 'list.print' };

/** How the person was recognised. */
export type Verification =
  | { readonly method: 'face'; readonly outcome: FaceCheckOutcome }
  | { readonly method: 'fingerVein'; readonly outcome: VeinCheckOutcome };

/** Certifying, activating or enrolling, and everything they all know. */
export interface VisitContext extends ActivationContext, EnrolmentContext {
  readonly visitId: string | null;
  readonly business: 'certify' | 'activate' | 'enrol';
  /** ID card of the person whose business it is. */
  readonly card: IdentityCard | null;
  /** Who stands at the terminal: the holder, or the agent. */
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
  readonly verified: Verification | null;
  readonly verifiedAtMs: number;
  /** Of the certification of this year; in another business one that was made on the way. */
  readonly outcome: Outcome | null;
  readonly handover: { readonly reason: HandoverReason; readonly errorCode: string | null } | null;
  readonly slip: SlipState;
  /** What the slip of the present step tells. */
  readonly slipKind: SlipContent['kind'];
  /** Null until the printer has been asked; only a known "no" keeps a slip from being tried. */
  readonly paperPossible: boolean | null;
  readonly away: Readonly<Partial<Record<Service, string>>>;
  readonly comfort: ComfortSettings;
  readonly repeats: number;
  readonly ending: 'done' | 'left' | 'idle';
  /** Cards that were laid down and have not been seen to be taken. */
  readonly cardsLeft: readonly ('id' | 'social')[];
}

/** What belongs to the finger vein: who enrolled it, a try at the scanner, an enrolment. */
interface EnrolmentContext {
  /** Keyed hash of the number of whoever stands at the terminal; null before a card was read, or without a ledger. */
  readonly subject: string | null;
  /** What that person enrolled here, sealed. */
  readonly templates: readonly SealedTemplate[];
  readonly veinTry: number;
  /** Faults of scanner or vision during the present try or finger; never one of the person's tries. */
  readonly veinFaults: number;
  readonly veinProgress: VeinProgress | null;
  readonly veinCauses: readonly VeinCause[];
  /** Why the face is asked for although a finger is enrolled; said once. */
  readonly faceNote: 'insteadOfVein' | 'afterVein' | null;
  /** The face is enrolled too. */
  readonly enrolFace: boolean;
  /** Made in this visit, and not kept yet. */
  readonly enrolNew: readonly SealedTemplate[];
  /** Fingers that had their turn, the present one included. */
  readonly enrolTried: readonly FingerName[];
  readonly enrolFinger: FingerName | null;
  readonly enrolTry: number;
  readonly enrolProblem: EnrolProblem;
  /** What there was until it was deleted in this visit. */
  readonly deleted: Enrolled | null;
  /** The authority was asked whether this year's certification is due, and the person said no. */
  readonly alsoAsked: boolean;
  readonly alsoDeclined: boolean;
}

/** What only the activation of a social-security card needs. */
interface ActivationContext {
  /** Somebody comes for the holder. */
  readonly forOther: boolean;
  readonly agentReason: AgentReason | null;
  readonly agentRelation: AgentRelation | null;
  readonly agentCard: IdentityCard | null;
  readonly agentRule: AgentRule | null;
  readonly letterPicture: LetterPicture | null;
  readonly letterSha256: string | null;
  readonly letterAway: boolean;
  /** Slip with what to bring; it goes its own way beside the flow. */
  readonly listSlip: SlipState;
  readonly socialCard: SocialCard | null;
  readonly socialTries: number;
  readonly socialProblem: SocialCardProblem;
  readonly socialErrorCode: string | null;
  readonly socialMoved: boolean;
  readonly cardRecord: CardRecord | null;
  readonly items: ActivationItems;
  readonly resumed: boolean;
  readonly reviewed: boolean;
  readonly contact: ResumeTicket['contact'];
  /** The number that is being typed, and what for. */
  readonly contactEntered: string;
  readonly contactProblem: ContactProblem | null;
  readonly contactFor: 'activation' | 'homeVisit';
  readonly keyPage: number;
  readonly keyPointsRead: boolean;
  readonly pins: Readonly<Partial<Record<PinKind, PinHandle>>>;
  readonly pinFirst: PinHandle | null;
  readonly pinSecond: PinHandle | null;
  readonly pinBy: PinPad['kind'];
  readonly pinCount: number;
  readonly pinProblem: PinProblem | null;
  /** Passwords in a row that were not good, of whatever rule. */
  readonly pinRefusals: number;
  /** The pad cannot take a password just now. */
  readonly pinAway: boolean;
  /** What was entered is gone with the pad or the worker that held it. */
  readonly pinsLost: boolean;
  /** Passwords that were gone when they were needed. */
  readonly pinLosses: number;
  readonly consentBy: 'signature' | 'key' | null;
  readonly signature: Signature | null;
  /** Text of the electronic card while it is shown. */
  readonly qr: string | null;
  readonly qrSeconds: number;
  readonly homeVisit: HomeVisitTold | null;
}

/** What the machine needs from outside and may not make itself. */
export interface VisitInput {
  readonly delays: Delays;
  readonly terminalId: string;
  readonly now: () => number;
  readonly newVisitId: () => string;
  /** The terminal has a reader for social-security cards. */
  readonly activationOffered: boolean;
  /** There is a finger-vein scanner, and whether it is a simulated one. */
  readonly enrolmentOffered: boolean;
  readonly scannerSimulated: boolean;
  /** As the port `Ledger` has them; null and nothing where the ledger is broken, which is told as a service. */
  readonly subjectOf: (idNumber: string) => string | null;
  readonly templatesOf: (subject: string) => readonly SealedTemplate[];
  /** Writes a business fact; durable when it returns. */
  readonly record: (visitId: string, fact: JournalFact) => void;
  /** Keeps what is done of an activation, for a visit that goes on another time; null: nothing is left to do. */
  readonly keepTicket: (cards: CardPair, ticket: ResumeTicket | null) => void;
  /** A key of a password on the screen: handed to the pad and kept nowhere. */
  readonly pressPinKey: (key: PadKey) => void;
  /** Overwrites every password of this visit. */
  readonly forgetPins: () => void;
  /** Somebody asked for a human, or the machine hands over to one. */
  readonly callHelp: (visitId: string | null, reason: string) => void;
}

/** A fault of the core itself, or the numbered failure that an adapter threw with it (a broken ledger). */
export function failureOf(error: unknown): Failure {
  const told = failureSchema.safeParse((error as { failure?: unknown } | null)?.failure);
  return told.success ? told.data : appFailure('E9050', error instanceof Error ? error.name : 'not an error');
}
