import { agentReasonSchema, agentRelationSchema } from '../contract/activation.ts';
import { maskIdNumber, maskName } from '../contract/masking.ts';
import type { GreetedPerson } from '../contract/person.ts';
import type { KioskView } from '../contract/snapshot.ts';
import { allDone, contactField, pinNeeded } from './activation-items.ts';
import { bringItemsOf } from './bring-items.ts';
import type { FlowPlace } from './view.ts';
import { checkSimulated } from './verified.ts';
import { KEY_PAGES } from './visit-prepare.ts';
import { CARD_TRIES } from './tries.ts';
import type { VisitMachineContext } from './visit-setup.ts';

/** What the screen shows for a step of an activation; null for a step of another business. Pure. */
export function activationView({ step, inner }: FlowPlace, context: VisitMachineContext): KioskView | null {
  const slip = { state: context.slip };
  const person = (): GreetedPerson => {
    if (!context.person) throw new Error(`no person in ${step}`);
    return context.person;
  };
  const items = [...context.items];
  switch (step) {
    case 'agentReason':
      return { step, reasons: [...agentReasonSchema.options] };
    case 'agentRelation':
      return { step, relations: [...agentRelationSchema.options] };
    case 'bring':
      return {
        step,
        agent: context.forOther,
        items: [...bringItemsOf(context.forOther)],
        slip: { state: context.listSlip },
      };
    case 'placeOwnerCard':
      return { step };
    case 'placeSocialCard':
      return { step, retry: context.socialTries > 0 };
    case 'readingSocialCard':
      return { step, retry: context.socialMoved };
    case 'socialCardProblem':
      return {
        step,
        problem: context.socialProblem,
        errorCode: context.socialErrorCode,
        triesLeft: Math.max(0, CARD_TRIES - context.socialTries),
      };
    case 'matchingCards':
      return { step, person: person() };
    case 'cardStanding':
      return { step, person: person(), items, resumed: context.resumed, allDone: allDone(items) };
    case 'review':
      return { step, person: person(), facts: factsOf(context) };
    case 'contact':
      return {
        step,
        field: contactField(context) ?? 'phone',
        entered: context.contactEntered,
        problem: context.contactProblem,
      };
    case 'keyPoints':
      return { step, page: context.keyPage, pages: KEY_PAGES };
    case 'pin':
      return {
        step,
        pin: pinNeeded(context.items, context.pins) ?? 'cardPin',
        entry: context.pinFirst === null || inner === 'checking' ? 'first' : 'second',
        by: context.pinBy,
        count: Math.min(6, context.pinCount),
        problem: context.pinProblem,
        checking: inner === 'checking' || inner === 'comparing',
      };
    case 'sign':
      return { step, person: person(), items };
    case 'activating':
      return { step, person: person(), items };
    case 'activationResult':
      return {
        step,
        person: person(),
        items,
        agent: context.forOther,
        slip,
        also: context.outcome,
        livenessSimulated: checkSimulated(context),
      };
    case 'electronicCard':
      return {
        step,
        // While it is renewed the old one may still be scanned.
        state: context.qr !== null ? 'shown' : inner === 'away' ? 'away' : 'asking',
        qr: context.qr,
        slip,
      };
    case 'letter':
      return { step, taken: inner === 'taken', away: context.letterAway };
    case 'homeVisit':
      return { step, booked: context.homeVisit, slip };
    default:
      return null;
  }
}

/** Everything masked: somebody may look over the shoulder. */
function factsOf({ card, socialCard, cardRecord }: VisitMachineContext) {
  if (!card || !socialCard) throw new Error('a review without its cards');
  return {
    maskedName: maskName(card.name),
    maskedIdNumber: maskIdNumber(card.idNumber),
    maskedCardNumber: maskIdNumber(socialCard.cardNumber),
    maskedAccount: socialCard.pan === null ? null : maskIdNumber(socialCard.pan),
    bankName: cardRecord?.bankName ?? '',
    validTo: socialCard.validTo,
  };
}
