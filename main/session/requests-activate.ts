import { shanghaiTime } from '../contract/calendar.ts';
import { maskIdNumber, maskName } from '../contract/masking.ts';
import type {
  BankActivationSubmission,
  HolderVerification,
  HomeVisitSubmission,
  ResumeTicket,
  SocialEnableSubmission,
} from '../ports/card-authority.ts';
import type { CardPair } from '../ports/ledger.ts';
import type { PinFacts } from '../ports/pin-pad.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { bringItemsOf } from './bring-items.ts';
import { verifiedOf } from './verified.ts';
import type { VisitMachineContext } from './visit-setup.ts';

/** What an activation asks the ports for, made from the context in one place each. */

function known(context: VisitMachineContext) {
  const { card, socialCard, visitId } = context;
  if (!card || !socialCard || !visitId) throw new Error('an activation needs both cards and a visit');
  return { card, socialCard, visitId };
}

export function cardPairOf(context: VisitMachineContext): CardPair {
  const { card, socialCard } = known(context);
  return { idNumber: card.idNumber, cardNumber: socialCard.cardNumber };
}

/** Each half has a key of its own: one visit does each at most once, however often it is delivered. */
function submissionOf(context: VisitMachineContext, what: 'social' | 'bank' | 'homeVisit') {
  const { card, visitId, input } = context;
  if (!card || !visitId) throw new Error('a submission needs a holder and a visit');
  return {
    idempotencyKey: `${input.terminalId}:${visitId}:${what}`,
    visitId,
    idNumber: card.idNumber,
    name: card.name,
    terminalId: input.terminalId,
    at: shanghaiTime(input.now()),
  };
}

function verificationOf(context: VisitMachineContext): HolderVerification {
  return { ...verifiedOf(context), of: context.forOther ? 'agent' : 'holder' };
}

export function socialEnableOf(context: VisitMachineContext): SocialEnableSubmission {
  const { socialCard } = known(context);
  const { agentCard, agentReason, agentRelation, letterSha256, forOther } = context;
  return {
    ...submissionOf(context, 'social'),
    kind: 'socialEnable',
    cardNumber: socialCard.cardNumber,
    cardIdCode: socialCard.cardIdCode,
    contact: context.contact,
    verification: verificationOf(context),
    consent: context.consentBy ?? 'key',
    agent:
      forOther && agentCard && agentReason && agentRelation && letterSha256
        ? {
            idNumber: agentCard.idNumber,
            name: agentCard.name,
            reason: agentReason,
            relation: agentRelation,
            letterSha256,
          }
        : null,
  };
}

export function bankActivationOf(context: VisitMachineContext): BankActivationSubmission {
  const { socialCard } = known(context);
  if (socialCard.pan === null) throw new Error('a bank activation needs an account');
  return {
    ...submissionOf(context, 'bank'),
    kind: 'bankActivation',
    pan: socialCard.pan,
    phone: context.contact.phone ?? '',
    verification: verificationOf(context),
    consent: context.consentBy ?? 'key',
  };
}

export function homeVisitOf(context: VisitMachineContext): HomeVisitSubmission {
  return {
    ...submissionOf(context, 'homeVisit'),
    kind: 'homeVisit',
    phone: context.contact.phone ?? '',
    reason: context.agentReason ?? 'cannotCome',
    business: context.business === 'activate' ? 'activation' : 'certification',
  };
}

export function pinFactsOf({ card }: VisitMachineContext): PinFacts {
  return { birthDate: card?.birthDate ?? '', idNumber: card?.idNumber ?? '' };
}

/**
 * What a later visit of the same two cards needs to know. An agent's consent is not the holder's: it is not kept, and
 * whoever comes next signs for themselves.
 */
export function ticketOf(context: VisitMachineContext): ResumeTicket {
  const { forOther, consentBy, signature } = context;
  return {
    visitId: known(context).visitId,
    items: context.items,
    contact: context.contact,
    consent: forOther ? null : consentBy,
    signature: forOther ? null : signature,
  };
}

/** What the slips of an activation tell besides what every slip does. */
export function activationSlipOf(
  context: VisitMachineContext,
): Pick<
  SlipContent,
  | 'items'
  | 'bring'
  | 'agent'
  | 'relation'
  | 'consent'
  | 'maskedName'
  | 'maskedAccount'
  | 'maskedCardNumber'
  | 'qr'
  | 'qrSeconds'
  | 'homeVisit'
> {
  const { card, socialCard, homeVisit, slipKind } = context;
  return {
    items: context.items,
    bring: slipKind === 'bring' ? bringItemsOf(context.forOther) : [],
    agent: context.forOther,
    relation: context.agentRelation,
    consent: context.consentBy,
    // The holder's business, whoever stands here.
    maskedName: card ? maskName(card.name) : (context.person?.maskedName ?? ''),
    maskedAccount: socialCard?.pan ? maskIdNumber(socialCard.pan) : null,
    maskedCardNumber: socialCard ? maskIdNumber(socialCard.cardNumber) : null,
    qr: slipKind === 'electronicCard' ? context.qr : null,
    qrSeconds: slipKind === 'electronicCard' && context.qr !== null ? context.qrSeconds : null,
    homeVisit: homeVisit && {
      referenceNumber: homeVisit.referenceNumber,
      dueOn: homeVisit.kind === 'booked' ? homeVisit.dueOn : null,
      refused: homeVisit.kind === 'refused',
    },
  };
}
