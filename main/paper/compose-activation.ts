import type { PrintLine } from '../../drivers/printer/print-job.ts';
import type { ActivationItem, ActivationItems, ItemState } from '../contract/activation.ts';
import { groupDigits } from '../contract/texts/dates.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import type { SlipBody } from './slip-body.ts';
import { bigDate, bold, dashed, gap, inverted, left, maskNumber, numberToAskBy, pair } from './slip-lines.ts';
import { offerHomeVisit, pensionLines } from './slip-pension.ts';
import {
  activationResults,
  activationWords as words,
  askByNumber,
  consentLines,
  type FinisherName,
  finishers,
  itemBars,
  itemNames,
  refusals,
  unknownLines,
} from './slip-texts-activation.ts';
import { agentMethod, businessNames, homeVisitOffer, methodWords } from './slip-texts-frame.ts';

/** What of an item's state matters on paper: "working" was sent and has no answer, so nobody knows its end. */
type Truth = 'done' | 'refused' | 'unknown' | 'open';
const truths: Readonly<Record<ItemState['state'], Truth>> = {
  done: 'done',
  refused: 'refused',
  unknown: 'unknown',
  working: 'unknown',
  todo: 'open',
  notTried: 'open',
};
const truthOf = (outcome: ItemState): Truth => truths[outcome.state];

/** A slip of an activation: the truth about each item, who finishes it and where, and what was agreed to. */
export function composeActivation(content: SlipContent): SlipBody {
  const { items, agent, relation, livenessSimulated } = content;
  const open = items.some(({ outcome }) => truthOf(outcome) !== 'done');
  return {
    business: businessNames.activate,
    result: resultOf(items),
    lines: [
      ...offerHomeVisit(
        [...itemLines(content), ...pensionLines(content), ...(open ? openEnd(content) : doneEnd(items))],
        content,
      ),
      ...consentOf(content),
    ],
    facts: activationFacts(content),
    method: agent
      ? agentMethod(relation, livenessSimulated)
      : methodWords[livenessSimulated ? 'ownSimulated' : 'own'],
    receipt: [],
  };
}

/** Masked numbers of card and account, below the person's. */
export const activationFacts = ({ maskedCardNumber, maskedAccount }: SlipContent): PrintLine[] => [
  ...pair(words.cardNumber, maskNumber(maskedCardNumber)),
  ...pair(words.account, maskNumber(maskedAccount)),
];

/** Item by item in large print: its name and its truth, then why, who, where and the number to ask by. */
export const itemLines = (content: SlipContent): PrintLine[] =>
  content.items.flatMap(({ item, outcome }) => [
    inverted(itemBars[truthOf(outcome)].replace('{item}', itemNames[item]), 'large'),
    ...storyOf(item, outcome, content).map((line) => left(line)),
    ...numberOf(outcome),
    gap(1),
  ]);

function storyOf(item: ActivationItem, outcome: ItemState, content: SlipContent): readonly string[] {
  if (outcome.state === 'done') return outcome.before ? [words.before] : [];
  // Without a number there is still that of the visit, for the staff who ask.
  if (outcome.state === 'unknown' && outcome.referenceNumber !== '' && item !== 'cardPin')
    return [...unknownLines[item], askByNumber];
  if (outcome.state === 'unknown' || outcome.state === 'working') return unknownLines[item];
  const { who, where } = finishers[finisherOf(item, outcome, content)];
  if (outcome.state === 'refused') {
    const { why } = refusals[outcome.reason];
    return [typeof why === 'string' ? why : why[item], who, where];
  }
  // Whoever was handed over goes on with the staff, and the slip has said so.
  return content.kind === 'handover' ? [] : [who, where];
}

function finisherOf(
  item: ActivationItem,
  outcome: ItemState,
  { items, agent, homeVisit }: SlipContent,
): FinisherName {
  const next = outcome.state === 'refused' ? refusals[outcome.reason].next : 'here';
  if (next === 'side') return item === 'bank' ? 'bankCounter' : 'socialWindow';
  // Nobody sets another person's password: what needs one waits for its owner, whoever came today.
  if (next === 'owner' || (next === 'here' && agent && item !== 'social')) {
    if (homeVisit !== null && homeVisit.dueOn !== null) return 'ownerAtHome';
    return item === 'bank' ? 'ownerAtBank' : 'ownerAtSocial';
  }
  // A refused social-security function stops the rest of the card until it is cleared.
  const social = items.find((one) => one.item === 'social')?.outcome;
  const stopped = social?.state === 'refused' && refusals[social.reason].next !== 'here';
  return stopped && outcome.state !== 'refused' ? 'afterTheOther' : next;
}

/** Beside its name where it fits, so that a slip of three items stays in the hand. */
const numberOf = (outcome: ItemState): PrintLine[] =>
  'referenceNumber' in outcome
    ? pair(
        words.number,
        outcome.referenceNumber.includes('-')
          ? outcome.referenceNumber
          : groupDigits(outcome.referenceNumber),
      )
    : [];

function resultOf(items: ActivationItems): string {
  const all = (...wanted: Truth[]) => items.every(({ outcome }) => wanted.includes(truthOf(outcome)));
  const some = (wanted: Truth) => items.some(({ outcome }) => truthOf(outcome) === wanted);
  if (items.length === 0 || all('open')) return activationResults.notBegun;
  if (items.every(({ outcome }) => outcome.state === 'done' && outcome.before))
    return activationResults.allBefore;
  if (all('done')) return activationResults.allDone;
  if (all('unknown')) return activationResults.onlyUnknown;
  if (some('unknown')) return activationResults.someUnknown;
  return some('done') ? activationResults.partly : activationResults.none;
}

/** Whether the next visit to this terminal goes on with it. */
const goesOnHere = (content: SlipContent): boolean =>
  content.items.some(
    ({ item, outcome }) =>
      (truthOf(outcome) === 'open' || outcome.state === 'refused') &&
      finisherOf(item, outcome, content) === 'here',
  );

/** Something the person, or somebody for them, still has to go for; what only waits for an answer is none. */
const hasErrand = ({ items }: SlipContent): boolean =>
  items.some(({ item, outcome }) => {
    const truth = truthOf(outcome);
    return truth === 'refused' || truth === 'open' || (truth === 'unknown' && item === 'cardPin');
  });

/** What is next when something is open: how to go on, what to bring, and that somebody can come. */
function openEnd(content: SlipContent): PrintLine[] {
  if (!hasErrand(content)) return content.homeVisit === null ? [] : homeVisitOf(content);
  const begun = content.items.some(({ outcome }) => truthOf(outcome) !== 'open');
  return [
    gap(1),
    ...(begun && goesOnHere(content) ? [left(words.resume), left(words.resumeHow)] : []),
    left(words.bringBoth),
    ...homeVisitOf(content),
  ];
}

/** Offered, sent or booked; without the booking its offer. */
export function homeVisitOf({ homeVisit }: SlipContent): PrintLine[] {
  // Refused by the booking service, it can still be asked for by telephone.
  if (homeVisit === null || homeVisit.refused) return homeVisitOffer.map((line) => left(line));
  return [
    gap(1),
    bold(homeVisit.dueOn === null ? words.homeVisitPending : words.homeVisitBooked, 'body'),
    ...numberToAskBy(words.homeVisitNumber, homeVisit.referenceNumber),
    ...(homeVisit.dueOn === null ? [] : bigDate(words.homeVisitDue, homeVisit.dueOn)),
  ];
}

function doneEnd(items: ActivationItems): PrintLine[] {
  const newPin = items.some(
    ({ item, outcome }) => item !== 'social' && outcome.state === 'done' && !outcome.before,
  );
  return [gap(1), left(words.usable), ...(newPin ? [left(words.keepPin)] : [])];
}

/** What was signed or agreed to by key: only what was asked for in this visit. */
function consentOf({ consent, items, agent }: SlipContent): PrintLine[] {
  const asked = items.filter(
    ({ outcome }) =>
      !(outcome.state === 'done' && outcome.before) &&
      !(outcome.state === 'refused' && outcome.reason === 'principalOnly'),
  );
  if (consent === null || asked.length === 0) return [];
  const head = {
    signature: agent ? words.consentAgentSigned : words.consentSigned,
    key: agent ? words.consentAgentKey : words.consentKey,
  }[consent];
  return [dashed, left(head), ...asked.map(({ item }) => left(consentLines[item]))];
}
