import { fromCallback, fromPromise } from 'xstate';
import type { ItemState, PinKind, PinProblem } from '../contract/activation.ts';
import type { Result } from '../contract/failure.ts';
import type { CertificationSubmission, PensionRecord } from '../ports/authority.ts';
import type { FaceCheckRequest } from '../ports/biometrics.ts';
import type {
  AgentRule,
  BankActivationSubmission,
  CardRecord,
  HomeVisitSubmission,
  ResumeTicket,
  SocialEnableSubmission,
} from '../ports/card-authority.ts';
import type { EnrolFingerRequest, VeinCheckRequest } from '../ports/finger-vein.ts';
import type { IdentityCard } from '../ports/identity-reader.ts';
import type { CardPair, Delivery, ItemDelivery } from '../ports/ledger.ts';
import type { PinFacts, PinHandle } from '../ports/pin-pad.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SocialCard } from '../ports/social-card-reader.ts';
import type { VisitEvent } from './visit-types.ts';

/** What a visit asks of the ports: what goes in and out. main/app provides them. */
const unprovided = (): never => {
  throw new Error('this actor is provided by main/app');
};

/** What the two cards say together with those who keep them. */
export interface CardsMatched {
  readonly record: Result<CardRecord>;
  /** Null where nobody comes for another person. */
  readonly agentRule: Result<AgentRule> | null;
  readonly ticket: ResumeTicket | null;
}

/** What must be kept before an item is begun: whoever comes after a crash must know that it may have been done. */
export interface Begun {
  readonly cards: CardPair;
  readonly ticket: ResumeTicket;
}

export const visitActors = {
  waitForCard: fromPromise<void>(unprovided),
  readCard: fromPromise<Result<IdentityCard>>(unprovided),
  lookUp: fromPromise<Result<PensionRecord>, { idNumber: string }>(unprovided),
  checkFace: fromCallback<VisitEvent, FaceCheckRequest>(unprovided),
  checkVein: fromCallback<VisitEvent, VeinCheckRequest>(unprovided),
  enrolFinger: fromCallback<VisitEvent, EnrolFingerRequest>(unprovided),
  keepTemplates: fromPromise<
    void,
    {
      readonly visitId: string;
      readonly subject: string;
      readonly templates: readonly SealedTemplate[];
    }
  >(unprovided),
  deleteTemplates: fromPromise<void, { readonly visitId: string; readonly subject: string }>(unprovided),
  submit: fromPromise<Delivery, CertificationSubmission>(unprovided),
  printSlip: fromPromise<Result<{ readonly jobId: string }>, SlipContent>(unprovided),
  waitTaken: fromPromise<Result<'taken' | 'notTaken' | 'noSensor'>>(unprovided),
  retract: fromPromise<Result<void>>(unprovided),
  waitForRemoval: fromPromise<void>(unprovided),
  watchPaper: fromCallback<VisitEvent>(unprovided),
  waitForSocialCard: fromPromise<void>(unprovided),
  readSocialCard: fromPromise<Result<SocialCard>>(unprovided),
  waitForSocialRemoval: fromPromise<void>(unprovided),
  matchCards: fromPromise<
    CardsMatched,
    { readonly card: IdentityCard; readonly socialCard: SocialCard; readonly forOther: boolean }
  >(unprovided),
  letterCamera: fromCallback<VisitEvent>(unprovided),
  /** Takes `continue` of a pad on the screen; tells `pin.count` and in the end `pin.entered`. */
  enterPin: fromCallback<VisitEvent, { readonly kind: PinKind }>(unprovided),
  checkPin: fromPromise<Result<PinProblem | null>, { readonly pin: PinHandle; readonly facts: PinFacts }>(
    unprovided,
  ),
  comparePins: fromPromise<Result<boolean>, { readonly first: PinHandle; readonly second: PinHandle }>(
    unprovided,
  ),
  enableSocial: fromPromise<ItemState, Begun & { readonly submission: SocialEnableSubmission }>(unprovided),
  /** Null: the password is not there any more, and nothing was done with it. */
  changeCardPin: fromPromise<ItemState | null, Begun & { readonly pin: PinHandle }>(unprovided),
  /** Null: as above. */
  activateBank: fromPromise<
    ItemState | null,
    Begun & { readonly submission: BankActivationSubmission; readonly pin: PinHandle }
  >(unprovided),
  issueElectronicCard: fromPromise<
    Result<{ readonly qr: string; readonly refreshSeconds: number }>,
    { readonly idNumber: string; readonly cardNumber: string }
  >(unprovided),
  bookHomeVisit: fromPromise<ItemDelivery, HomeVisitSubmission>(unprovided),
};
