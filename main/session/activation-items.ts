import type {
  ActivationItem,
  ActivationItems,
  ContactField,
  ItemState,
  PinKind,
} from '../contract/activation.ts';
import type { Result } from '../contract/failure.ts';
import type { AgentRule, CardRecord, ResumeTicket } from '../ports/card-authority.ts';
import type { ItemDelivery } from '../ports/ledger.ts';
import type { SocialCard } from '../ports/social-card-reader.ts';

/** The items of an activation and what is true of each; pure. Their order here is the order in which they are done. */

export const stateOf = (items: ActivationItems, item: ActivationItem): ItemState | null =>
  items.find((one) => one.item === item)?.outcome ?? null;

export const withItem = (items: ActivationItems, item: ActivationItem, outcome: ItemState): ActivationItems =>
  items.map((one) => (one.item === item ? { item, outcome } : one));

export const isTodo = (items: ActivationItems, item: ActivationItem): boolean =>
  stateOf(items, item)?.state === 'todo';
export const anyTodo = (items: ActivationItems): boolean =>
  items.some(({ outcome }) => outcome.state === 'todo');
export const allDone = (items: ActivationItems): boolean =>
  items.length > 0 && items.every(({ outcome }) => outcome.state === 'done');

export interface Ground {
  readonly record: CardRecord;
  readonly ticket: ResumeTicket | null;
  readonly card: Pick<SocialCard, 'pan'>;
  /** Null when the holder is here. */
  readonly agentRule: AgentRule | null;
}

/**
 * How the items of a card stand when its visit begins. What the authority and the bank say counts most, then what an
 * earlier visit left behind, then what an agent may do.
 */
export function itemsOf(ground: Ground): ActivationItems {
  const social = socialState(ground);
  const cardPin = cardPinState(ground, social);
  const bank = bankState(ground);
  const items: ActivationItems = [{ item: 'social', outcome: social }];
  if (cardPin) items.push({ item: 'cardPin', outcome: cardPin });
  items.push({ item: 'bank', outcome: bank });
  return items.map(({ item, outcome }) => ({ item, outcome: stopped(items, item) ?? outcome }));
}

/**
 * A refused social-security function stops the rest: the card is not to be used as it is, and nobody is led to set
 * passwords on it. An unknown one stops nothing: chip and bank are systems of their own, and who came here once shall not
 * have to come again because one of three did not answer in time.
 */
export function stopped(items: ActivationItems, item: ActivationItem): ItemState | null {
  const refused = stateOf(items, 'social')?.state === 'refused';
  return refused && item !== 'social' && isTodo(items, item) ? { state: 'notTried' } : null;
}

const todo: ItemState = { state: 'todo' };
const before = (referenceNumber: string): ItemState => ({ state: 'done', referenceNumber, before: true });
const refusedHere = (reason: 'principalOnly' | 'needsCounter'): ItemState => ({
  state: 'refused',
  reason,
  referenceNumber: '',
});

/**
 * What of an earlier visit stands. An unknown item stays unknown: it is under way, and sending it again could do it twice.
 * A refusal that another try can change is open again; a chip that was refused is not tried, each try costs one of six.
 */
function kept(ticket: ResumeTicket | null, item: ActivationItem): ItemState {
  const outcome = ticket?.items.find((one) => one.item === item)?.outcome;
  switch (outcome?.state) {
    case 'done':
      return { ...outcome, before: true };
    case 'unknown':
      return outcome;
    case 'refused':
      return ['notArrived', 'weakPin', 'principalOnly', 'needsCounter', 'rules'].includes(outcome.reason)
        ? todo
        : outcome;
    default:
      return todo;
  }
}

const referenceOf = (state: ItemState): string => ('referenceNumber' in state ? state.referenceNumber : '');

function socialState({ record, ticket }: Ground): ItemState {
  const earlier = kept(ticket, 'social');
  // Active is active, whoever did it; it also settles what was unknown.
  if (record.social === 'active') return before(referenceOf(earlier));
  // Done by our own submission, and the service does not show it yet: its answer stands.
  return earlier;
}

/** Null: the card was in use before, and its password is its holder's own business. */
function cardPinState({ ticket, agentRule }: Ground, social: ItemState): ItemState | null {
  const earlier = ticket?.items.some(({ item }) => item === 'cardPin') ? kept(ticket, 'cardPin') : null;
  if (earlier === null && social.state === 'done') return null;
  // No password of another person is ever set by an agent.
  if (agentRule && (earlier === null || earlier.state === 'todo')) return refusedHere('principalOnly');
  return earlier ?? todo;
}

function bankState({ record, ticket, card, agentRule }: Ground): ItemState {
  const earlier = kept(ticket, 'bank');
  if (record.bank === 'active') return before(referenceOf(earlier));
  if (earlier.state !== 'todo') return earlier;
  // An account is not active without its password, so an agent cannot do this half, whatever the bank allows besides.
  if (agentRule) return refusedHere(agentRule.bank === 'witness' ? 'needsCounter' : 'principalOnly');
  // Without an account number there is nothing to ask the bank for; its counter finds the account by the person.
  return card.pan === null ? refusedHere('needsCounter') : todo;
}

/** What one submission came to. Without an answer nobody knows, and nobody says otherwise. */
export function outcomeOfDelivery(delivery: ItemDelivery): ItemState {
  if (delivery.kind === 'pending') return { state: 'unknown', referenceNumber: delivery.referenceNumber };
  const { answer } = delivery;
  if (answer.kind === 'refused')
    return { state: 'refused', reason: answer.reason, referenceNumber: answer.referenceNumber };
  return { state: 'done', referenceNumber: answer.referenceNumber, before: false };
}

/** Failures of a PIN change after which the chip has the password that it had. After all others nobody knows. */
const unchanged = /^E(1\d{3}|250\d|251\d|252\d|2530|2533|28\d{2}|9002|9003)$/;

/** The password was not held any more: gone with its worker, or overwritten by its pad. Nothing was begun. */
const pinGone = new Set(['E2808', 'E9002']);

/**
 * What changing the chip's password came to; null when the new one was gone before anything was begun. A worker that died or did not answer in time may have changed it before:
 * unknown, like a card that was pulled out in the middle.
 */
export function outcomeOfPinChange(changed: Result<void>): ItemState | null {
  if (changed.ok) return { state: 'done', referenceNumber: '', before: false };
  if (pinGone.has(changed.error.code)) return null;
  switch (changed.error.code) {
    case 'E2531':
      return { state: 'refused', reason: 'pinNotInitial', referenceNumber: '' };
    case 'E2532':
      return { state: 'refused', reason: 'pinLocked', referenceNumber: '' };
    default:
      return unchanged.test(changed.error.code)
        ? { state: 'notTried' }
        : { state: 'unknown', referenceNumber: '' };
  }
}

/** The password that is still to be entered, or null. Only for items that are not done. */
export function pinNeeded(
  items: ActivationItems,
  pins: Readonly<Partial<Record<PinKind, unknown>>>,
): PinKind | null {
  if (isTodo(items, 'cardPin') && !pins.cardPin) return 'cardPin';
  if (isTodo(items, 'bank') && !pins.bankPin) return 'bankPin';
  return null;
}

/** The contact field that is still to be typed, or null. */
export const contactNeeded = (
  missing: readonly ContactField[],
  contact: Readonly<Partial<Record<ContactField, string>>>,
): ContactField | null => missing.find((field) => contact[field] === undefined) ?? null;

/** The field that is being typed: what the activation needs, or the telephone for a visit at home. */
export const contactField = (context: {
  readonly contactFor: 'activation' | 'homeVisit';
  readonly cardRecord: Pick<CardRecord, 'missing'> | null;
  readonly contact: Readonly<Partial<Record<ContactField, string>>>;
}): ContactField | null =>
  context.contactFor === 'homeVisit'
    ? 'phone'
    : contactNeeded(context.cardRecord?.missing ?? [], context.contact);

/** What the number breaks, or null for a mobile number of this country. */
export function contactProblemOf(entered: string): 'short' | 'notMobile' | null {
  if (entered.length > 0 && !/^1([3-9]|$)/.test(entered)) return 'notMobile';
  if (entered.length < 11) return 'short';
  return /^1[3-9]\d{9}$/.test(entered) ? null : 'notMobile';
}
