import type {
  AgentAllowed,
  AgentReason,
  AgentRelation,
  ContactField,
  ItemRefusal,
  ItemState,
  Signature,
} from '../contract/activation.ts';
import type { Result } from '../contract/failure.ts';
import type { Verified } from './authority.ts';
import type { PinBlock } from './pin-pad.ts';
import type { HsmAnswer, HsmChallenge } from './social-card-reader.ts';

/** How a card stands with the province's card service (社保卡管理) and with the bank that issued it. */
export interface CardRecord {
  readonly status: 'usable' | 'sealed' | 'replaced' | 'deceased' | 'notFound';
  readonly social: 'inactive' | 'active';
  /** `unknown`: the bank cannot be asked just now. */
  readonly bank: 'inactive' | 'active' | 'unknown';
  /** Contact data that must be completed on the way. */
  readonly missing: readonly ContactField[];
  /** Photo on record, or null. */
  readonly photo: Uint8Array | null;
  /** Name of the issuing bank. */
  readonly bankName: string;
}

/** How the person at the terminal was verified; the same for both halves. */
export type HolderVerification = Verified & { readonly of: 'holder' | 'agent' };

export interface AgentCase {
  readonly idNumber: string;
  readonly name: string;
  readonly reason: AgentReason;
  /** Absent only in what an outbox holds from before this was asked. */
  readonly relation?: AgentRelation;
  /** sha256 of the letter's picture, which is kept sealed in the ledger. */
  readonly letterSha256: string;
}

interface Submission {
  readonly idempotencyKey: string;
  readonly visitId: string;
  readonly idNumber: string;
  readonly name: string;
  readonly terminalId: string;
  /** ISO 8601 with offset. */
  readonly at: string;
}

/** 社保功能启用: a status of the province's card service. */
export interface SocialEnableSubmission extends Submission {
  readonly kind: 'socialEnable';
  readonly cardNumber: string;
  readonly cardIdCode: string;
  readonly contact: Readonly<Partial<Record<ContactField, string>>>;
  readonly verification: HolderVerification;
  readonly consent: 'signature' | 'key';
  readonly agent: AgentCase | null;
}

/**
 * 金融账户激活 at the bank. The PIN block goes with the first delivery only and is kept nowhere: what is delivered again
 * asks the bank what became of the key.
 */
export interface BankActivationSubmission extends Submission {
  readonly kind: 'bankActivation';
  readonly pan: string;
  readonly phone: string;
  readonly verification: HolderVerification;
  readonly consent: 'signature' | 'key';
}

/** 上门服务预约. `dueOn` in the answer: within five working days. */
export interface HomeVisitSubmission extends Submission {
  readonly kind: 'homeVisit';
  readonly phone: string;
  readonly reason: AgentReason | 'cannotCome';
  readonly business: 'activation' | 'certification';
}

/** The other side's word about one item. Only `Result.error` means that nothing is known. */
export type ItemAnswer =
  | { readonly kind: 'done'; readonly referenceNumber: string }
  | { readonly kind: 'refused'; readonly reason: ItemRefusal; readonly referenceNumber: string };

export type HomeVisitAnswer =
  | { readonly kind: 'booked'; readonly referenceNumber: string; readonly dueOn: string }
  | { readonly kind: 'refused'; readonly reason: ItemRefusal; readonly referenceNumber: string };

/** What an agent may do for a person, by bank and city, as data. */
export interface AgentRule {
  readonly social: 'allowed' | 'witness' | 'principalOnly';
  readonly bank: 'allowed' | 'witness' | 'principalOnly';
  readonly who: readonly AgentAllowed[];
  readonly papers: readonly ('agentIdCard' | 'ownerIdCard' | 'letter' | 'notarisedLetter')[];
}

export interface CardAuthority {
  lookUpCard(
    card: {
      readonly idNumber: string;
      readonly name: string;
      readonly cardNumber: string;
      readonly cardIdCode: string;
    },
    signal: AbortSignal,
  ): Promise<Result<CardRecord>>;
  /** HSM two-step: answers a card's challenge where the terminal has no PSAM. */
  answerChallenge(challenge: HsmChallenge, signal: AbortSignal): Promise<Result<HsmAnswer>>;
  enable(submission: SocialEnableSubmission, signal: AbortSignal): Promise<Result<ItemAnswer>>;
  bookHomeVisit(submission: HomeVisitSubmission, signal: AbortSignal): Promise<Result<HomeVisitAnswer>>;
  agentRule(signal: AbortSignal): Promise<Result<AgentRule>>;
  /** 电子社保卡: an opaque text for a QR code, refreshed after `refreshSeconds`; neither parsed nor kept. */
  issueElectronicCard(
    card: { readonly idNumber: string; readonly cardNumber: string },
    signal: AbortSignal,
  ): Promise<Result<{ readonly qr: string; readonly refreshSeconds: number }>>;
}

/** The bank's host: another system than the social-security side, with its own outages. */
export interface BankHost {
  activate(
    submission: BankActivationSubmission,
    pinBlock: PinBlock | null,
    signal: AbortSignal,
  ): Promise<Result<ItemAnswer>>;
  /**
   * What became of a key that was sent before. `null`: it never arrived, and it never will. Asking closes the key: an
   * activation that arrives with it afterwards is refused (`notArrived`) and not applied, for by then a person has been
   * told that nothing was done. A bank that cannot close a key answers `null` only when nothing sent before can arrive any
   * more, and until then with a failure. Asked again, it answers the same.
   */
  outcomeOf(idempotencyKey: string, signal: AbortSignal): Promise<Result<ItemAnswer | null>>;
}

export type ActivationSubmission = SocialEnableSubmission | BankActivationSubmission | HomeVisitSubmission;

/** What a broken visit left behind: sealed in the ledger for 24 hours, found by the two numbers of the cards. */
export interface ResumeTicket {
  readonly visitId: string;
  readonly items: readonly { readonly item: 'social' | 'cardPin' | 'bank'; readonly outcome: ItemState }[];
  readonly contact: Readonly<Partial<Record<ContactField, string>>>;
  readonly consent: 'signature' | 'key' | null;
  readonly signature: Signature | null;
}
