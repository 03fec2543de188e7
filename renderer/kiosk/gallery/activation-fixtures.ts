import type {
  ActivationItem,
  ActivationItems,
  ItemRefusal,
  ItemState,
  PinKind,
  PinProblem,
} from '../../../main/contract/activation.ts';
import { itemRefusalSchema, pinProblemSchema } from '../../../main/contract/activation.ts';
import type { KioskView, Outcome } from '../../../main/contract/snapshot.ts';
import type { Fixture } from './fixture.ts';
import { bar, lateDate, person } from './fixture.ts';

/** Every screen of an activation in every shape it can take. */
const referenceNumber = '2026112200070042';
const slots = { salutation: person.salutation };

const todo: ItemState = { state: 'todo' };
const working: ItemState = { state: 'working' };
const done: ItemState = { state: 'done', referenceNumber, before: false };
const doneBefore: ItemState = { state: 'done', referenceNumber, before: true };
const unknown: ItemState = { state: 'unknown', referenceNumber };
const notTried: ItemState = { state: 'notTried' };
const refused = (reason: ItemRefusal): ItemState => ({ state: 'refused', reason, referenceNumber });

const names: readonly ActivationItem[] = ['social', 'cardPin', 'bank'];
const items = (...outcomes: readonly ItemState[]): ActivationItems =>
  outcomes.map((outcome, index) => ({ item: names[index]!, outcome }));

const step = (
  view: KioskView,
  prompt: string,
  allowed: readonly string[],
  more: Partial<Fixture> = {},
): Fixture => ({
  view,
  prompt,
  allowed: [...bar, ...allowed],
  business: 'activate',
  ...more,
});

const socialCardProblem = (problem: Extract<KioskView, { step: 'socialCardProblem' }>['problem']): Fixture =>
  step(
    { step: 'socialCardProblem', problem, errorCode: 'E2510', triesLeft: 2 },
    `socialCardProblem.${problem}`,
    ['tryAgain', 'anotherWay'],
  );

const contact = (entered: string, problem: 'short' | 'notMobile' | null): Fixture =>
  step(
    { step: 'contact', field: 'phone', entered, problem },
    problem === null ? 'contact.phone' : `contact.problem.${problem}`,
    ['padKey', 'continue', 'anotherWay'],
  );

const keyPoint = (page: number): Fixture =>
  step({ step: 'keyPoints', page, pages: 4 }, page === 4 ? 'keyPoints.fraud' : `keyPoints.${page}`, [
    'continue',
    'anotherWay',
  ]);

interface PinShape {
  readonly pin?: PinKind;
  readonly entry?: 'first' | 'second';
  readonly by?: 'pad' | 'screen';
  readonly count?: number;
  readonly problem?: PinProblem;
  readonly checking?: boolean;
}
const pin = (shape: PinShape, prompt?: string): Fixture => {
  const {
    pin: kind = 'cardPin',
    entry = 'first',
    by = 'screen',
    count = 3,
    problem,
    checking = false,
  } = shape;
  return step(
    { step: 'pin', pin: kind, entry, by, count, problem: problem ?? null, checking },
    prompt ?? (problem === undefined ? `pin.${kind}.${entry}` : `pin.problem.${problem}`),
    checking ? [] : [...(by === 'screen' ? ['padKey', 'continue'] : []), 'anotherWay'],
  );
};

const result = (
  outcome: ActivationItems,
  prompt: string,
  more: {
    readonly slip?: Extract<KioskView, { step: 'activationResult' }>['slip']['state'];
    readonly agent?: boolean;
    readonly also?: Outcome;
    readonly allowed?: readonly string[];
  } = {},
): Fixture =>
  step(
    {
      step: 'activationResult',
      person,
      items: outcome,
      agent: more.agent ?? false,
      also: more.also ?? null,
      slip: { state: more.slip ?? 'take' },
      livenessSimulated: true,
    },
    `activationResult.${prompt}`,
    more.allowed ?? ['continue', 'electronicCard'],
    { slots },
  );

const homeVisit = (
  booked: Extract<KioskView, { step: 'homeVisit' }>['booked'],
  slip: Extract<KioskView, { step: 'homeVisit' }>['slip']['state'] = 'take',
): Fixture =>
  step(
    { step: 'homeVisit', booked, slip: { state: slip } },
    `homeVisit.${booked?.kind ?? 'booking'}`,
    booked === null ? [] : ['continue', 'printSlip'],
    { slots: { dueOn: lateDate } },
  );

const handover = (
  reason: Extract<KioskView, { step: 'handover' }>['reason'],
  allowed: readonly string[] = [],
) =>
  step({ step: 'handover', person, reason, errorCode: null, slip: { state: 'take' } }, `handover.${reason}`, [
    'continue',
    ...allowed,
  ]);

const electronicCard = (
  state: Extract<KioskView, { step: 'electronicCard' }>['state'],
  slip: Extract<KioskView, { step: 'electronicCard' }>['slip']['state'] = 'none',
): Fixture =>
  step(
    {
      step: 'electronicCard',
      state,
      qr: state === 'shown' ? 'https://ecard.example.invalid/q?t=9f3a61c2e07b4d55a1c8' : null,
      slip: { state: slip },
    },
    `electronicCard.${state}`,
    state === 'asking' ? [] : state === 'shown' ? ['continue', 'printSlip'] : ['continue', 'tryAgain'],
  );

/** Each refusal at the bank, whose reason and helper are one sentence. */
const refusals = Object.fromEntries(
  itemRefusalSchema.options.map((reason) => [
    `activationResult.refused.${reason}`,
    result(items(done, notTried, refused(reason)), 'partly'),
  ]),
) as Record<`activationResult.refused.${ItemRefusal}`, Fixture>;

const pinProblems = Object.fromEntries(
  pinProblemSchema.options.map((problem) => [`pin.${problem}`, pin({ problem, count: 0 })]),
) as Record<`pin.${PinProblem}`, Fixture>;

export const activationFixtures = {
  bring: step(
    { step: 'bring', agent: false, items: ['ownIdCard', 'socialCard', 'phone'], slip: { state: 'none' } },
    'bring',
    ['continue', 'printSlip'],
  ),
  'bring.agent': step(
    {
      step: 'bring',
      agent: true,
      items: ['agentIdCard', 'ownerIdCard', 'socialCard', 'letter', 'phone'],
      slip: { state: 'take' },
    },
    'bring.agent',
    ['continue', 'printSlip', 'anotherWay'],
  ),
  agentReason: step(
    { step: 'agentReason', reasons: ['cannotWalk', 'inHospital', 'veryOld', 'livesElsewhere'] },
    'agentReason',
    ['chooseReason', 'anotherWay'],
  ),
  agentRelation: step(
    { step: 'agentRelation', relations: ['spouse', 'parent', 'child', 'guardian', 'other'] },
    'agentRelation',
    ['chooseRelation', 'anotherWay'],
  ),
  'placeCard.agent': step({ step: 'placeCard', slipPossible: true }, 'placeCard.agent', ['anotherWay']),
  placeOwnerCard: step({ step: 'placeOwnerCard' }, 'placeOwnerCard', ['anotherWay']),
  placeSocialCard: step({ step: 'placeSocialCard', retry: false }, 'placeSocialCard', ['anotherWay']),
  'placeSocialCard.retry': step({ step: 'placeSocialCard', retry: true }, 'placeSocialCard.retry', [
    'anotherWay',
  ]),
  readingSocialCard: step({ step: 'readingSocialCard', retry: false }, 'readingSocialCard', []),
  'readingSocialCard.retry': step({ step: 'readingSocialCard', retry: true }, 'readingSocialCard.retry', []),
  'socialCardProblem.unreadable': socialCardProblem('unreadable'),
  'socialCardProblem.notSocialCard': socialCardProblem('notSocialCard'),
  'socialCardProblem.readerAway': socialCardProblem('readerAway'),
  'socialCardProblem.notAuthenticated': socialCardProblem('notAuthenticated'),
  matchingCards: step({ step: 'matchingCards', person }, 'matchingCards', []),
  'cardStanding.todo': step(
    { step: 'cardStanding', person, items: items(todo, todo, todo), resumed: false, allDone: false },
    'cardStanding.todo',
    ['continue', 'anotherWay'],
    { slots },
  ),
  'cardStanding.resumed': step(
    { step: 'cardStanding', person, items: items(doneBefore, unknown, todo), resumed: true, allDone: false },
    'cardStanding.resumed',
    ['continue', 'anotherWay'],
    { slots },
  ),
  'cardStanding.allDone': step(
    {
      step: 'cardStanding',
      person,
      items: items(doneBefore, doneBefore, doneBefore),
      resumed: false,
      allDone: true,
    },
    'cardStanding.allDone',
    ['continue', 'printSlip'],
    { slots },
  ),
  review: step(
    {
      step: 'review',
      person,
      facts: {
        maskedName: '欧阳*兰',
        maskedIdNumber: '9999 **** **** **1X',
        maskedCardNumber: '**** *1234',
        maskedAccount: '6217 **** **** 1234',
        bankName: '平安里银行',
        validTo: lateDate,
      },
    },
    'review',
    ['continue', 'anotherWay'],
  ),
  'contact.empty': contact('', null),
  'contact.typing': contact('1380013', null),
  'contact.short': contact('138001380', 'short'),
  'contact.notMobile': contact('23800138000', 'notMobile'),
  'contact.guardian': step(
    { step: 'contact', field: 'guardianPhone', entered: '13800138000', problem: null },
    'contact.guardianPhone',
    ['padKey', 'continue', 'anotherWay'],
  ),
  'keyPoints.1': keyPoint(1),
  'keyPoints.2': keyPoint(2),
  'keyPoints.3': keyPoint(3),
  'keyPoints.fraud': keyPoint(4),
  'pin.cardPin.first': pin({ count: 0 }),
  'pin.cardPin.second': pin({ entry: 'second', count: 6 }),
  'pin.bankPin.first': pin({ pin: 'bankPin', count: 5 }),
  'pin.bankPin.byPad': pin({ pin: 'bankPin', entry: 'second', by: 'pad', count: 4 }),
  'pin.padAway': pin({ by: 'pad', count: 0 }, 'pin.padAway'),
  'pin.checking': pin({ count: 6, checking: true }, 'pin.checking'),
  ...pinProblems,
  sign: step({ step: 'sign', person, items: items(todo, todo, todo) }, 'sign', [
    'sign',
    'agree',
    'anotherWay',
  ]),
  'sign.key': step({ step: 'sign', person, items: items(doneBefore, todo, todo) }, 'sign', [
    'agree',
    'anotherWay',
  ]),
  'activating.first': step(
    { step: 'activating', person, items: items(working, todo, todo) },
    'activating',
    [],
    { allowed: ['comfort', 'help', 'touched'] },
  ),
  'activating.last': step(
    { step: 'activating', person, items: items(done, unknown, working) },
    'activating',
    [],
    { allowed: ['comfort', 'help', 'touched'] },
  ),
  'activationResult.allDone': result(items(done, done, done), 'allDone'),
  'activationResult.unknown': result(items(done, done, unknown), 'unknown'),
  'activationResult.allUnknown': result(items(unknown, unknown, unknown), 'unknown', { slip: 'taken' }),
  'activationResult.chipUnknown': result(items(done, unknown, done), 'chipUnknown'),
  'activationResult.notDone': result(items(refused('sealed'), notTried, notTried), 'notDone', {
    slip: 'notPrinted',
  }),
  'activationResult.printing': result(items(done, refused('pinLocked'), notTried), 'partly', {
    slip: 'printing',
    allowed: [],
  }),
  'activationResult.agent': result(items(done, notTried, refused('principalOnly')), 'partly', {
    agent: true,
    allowed: ['continue', 'bookHomeVisit'],
  }),
  'activationResult.also': result(items(done, done, done), 'allDone', {
    also: {
      kind: 'accepted',
      receiptNumber: referenceNumber,
      certifiedUntil: lateDate,
      nextDue: lateDate,
    },
  }),
  // Every row with its reason: the most that this screen has to hold.
  'activationResult.alsoRefused': result(items(refused('sealed'), unknown, notTried), 'partly', {
    also: { kind: 'refused', reason: 'rules', referenceNumber },
  }),
  ...refusals,
  'electronicCard.asking': electronicCard('asking'),
  'electronicCard.shown': electronicCard('shown'),
  'electronicCard.printing': electronicCard('shown', 'take'),
  'electronicCard.away': electronicCard('away'),
  letter: step({ step: 'letter', taken: false, away: false }, 'letter', ['photograph', 'anotherWay']),
  'letter.taken': step({ step: 'letter', taken: true, away: false }, 'letter.taken', [
    'continue',
    'tryAgain',
  ]),
  'letter.away': step({ step: 'letter', taken: false, away: true }, 'letter.away', ['anotherWay']),
  'homeVisit.booking': homeVisit(null, 'none'),
  'homeVisit.booked': homeVisit({ kind: 'booked', referenceNumber, dueOn: lateDate }),
  'homeVisit.pending': homeVisit({ kind: 'pending', referenceNumber }),
  'homeVisit.refused': homeVisit({ kind: 'refused', referenceNumber }, 'notPrinted'),
  'takeCard.both': step({ step: 'takeCard', person, cards: ['id', 'social'] }, 'takeCard.both', ['continue']),
  'takeCard.social': step({ step: 'takeCard', person, cards: ['social'] }, 'takeCard.social', ['continue']),
  'handover.noSocialCard': handover('noSocialCard'),
  'handover.cardSealed': handover('cardSealed'),
  'handover.cardReplaced': handover('cardReplaced'),
  'handover.cardsDiffer': handover('cardsDiffer'),
  'handover.agentNotAllowed': handover('agentNotAllowed', ['bookHomeVisit']),
  'handover.agentWitness': handover('agentWitness'),
} as const satisfies Record<string, Fixture>;
