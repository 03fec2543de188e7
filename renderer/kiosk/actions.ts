import type { KioskIntentType } from '../../main/contract/intent.ts';
import type { KioskSnapshot, KioskStep, KioskView } from '../../main/contract/snapshot.ts';
import type { LabelId } from '../../main/contract/texts/labels.ts';

/** Intents without a value: those that a single button can send. The others are sent by the screen that has the value. */
type ButtonIntent = Exclude<
  KioskIntentType,
  'comfort' | 'touched' | 'padKey' | 'sign' | 'chooseReason' | 'chooseRelation'
>;

/** A button of the step itself (the bar at the bottom has its own). */
export interface Action {
  readonly intent: ButtonIntent;
  readonly label: LabelId;
  readonly tone: 'primary' | 'plain';
}

/** In the order in which they stand; the first that is allowed is the primary one. */
const order: readonly ButtonIntent[] = [
  'begin',
  'beginActivation',
  'beginForOther',
  'agree',
  'photograph',
  'continue',
  'tryAgain',
  'electronicCard',
  'bookHomeVisit',
  'printSlip',
  'stillHere',
  'stay',
  'cannotTurn',
  'anotherWay',
  'decline',
  'confirmLeave',
  'cancelHelp',
];

/** Those that offer a way around and never look like the thing to do, even when they stand alone. */
const asides: ReadonlySet<ButtonIntent> = new Set([
  'cannotTurn',
  'anotherWay',
  'decline',
  'confirmLeave',
  'cancelHelp',
  'electronicCard',
]);

const overlayIntents: Record<KioskSnapshot['overlay'], readonly ButtonIntent[]> = {
  none: [],
  help: ['cancelHelp'],
  leave: ['stay', 'confirmLeave'],
  stillThere: ['stillHere'],
};

/** What a button says where the general words would not tell what it does there. */
const wordsAt: Partial<Record<KioskStep, Partial<Record<ButtonIntent, LabelId>>>> = {
  placeCard: { anotherWay: 'anotherWay.placeCard' },
  cardProblem: { tryAgain: 'tryAgain.card', anotherWay: 'anotherWay.card' },
  result: { continue: 'continue.result' },
  handover: { continue: 'continue.result', printSlip: 'printSlip.handover' },
  takeSlip: { continue: 'continue.taken' },
  takeCard: { continue: 'continue.taken' },
  goodbye: { continue: 'continue.goodbye' },
  bring: { continue: 'continue.bring', printSlip: 'printSlip.bring', anotherWay: 'anotherWay.person' },
  placeOwnerCard: { anotherWay: 'anotherWay.person' },
  agentReason: { anotherWay: 'anotherWay.person' },
  agentRelation: { anotherWay: 'anotherWay.person' },
  placeSocialCard: { anotherWay: 'anotherWay.placeSocialCard' },
  socialCardProblem: { tryAgain: 'tryAgain.socialCard', anotherWay: 'anotherWay.person' },
  cardStanding: { continue: 'continue.cardStanding', anotherWay: 'anotherWay.person' },
  review: { continue: 'continue.review', anotherWay: 'anotherWay.review' },
  contact: { continue: 'continue.contact', anotherWay: 'anotherWay.person' },
  keyPoints: { continue: 'continue.keyPoints', anotherWay: 'anotherWay.person' },
  pin: { continue: 'continue.pin', anotherWay: 'anotherWay.person' },
  sign: { agree: 'agree.sign', anotherWay: 'anotherWay.person' },
  letter: { continue: 'continue.letter', tryAgain: 'tryAgain.letter', anotherWay: 'anotherWay.person' },
  activationResult: { continue: 'continue.result' },
  electronicCard: { continue: 'continue.electronicCard', printSlip: 'printSlip.electronicCard' },
  homeVisit: { continue: 'continue.result' },
};

const labelOf = (intent: ButtonIntent, view: KioskView): LabelId => {
  if (intent === 'continue') {
    if (view.step === 'standing') {
      if (view.standing.kind === 'needsStaff') return 'continue.needsStaff';
      return view.canCertify ? 'continue.standing' : 'continue.nothingToDo';
    }
    if (view.step === 'cardStanding' && view.allDone) return 'continue.nothingToDo';
    if (view.step === 'keyPoints' && view.page === view.pages) return 'continue.fraud';
    if (view.step === 'electronicCard' && view.state === 'away') return 'continue.result';
  }
  return wordsAt[view.step]?.[intent] ?? `intent.${intent}`;
};

/** What is offered first on a step, where the general order would put another button first. */
const firstAt: Partial<Record<KioskStep, ButtonIntent>> = {
  // Somebody comes to the home: this is the way on, not a by-way.
  handover: 'bookHomeVisit',
};

/** The signature itself is the thing to do on its step; the key is the equal way for whoever cannot write. */
const isAside = (intent: ButtonIntent, view: KioskView): boolean =>
  asides.has(intent) || (view.step === 'sign' && intent === 'agree');

/** The buttons of a snapshot's step, or of the overlay that lies on it. Only what is allowed has a button. */
export const actionsOf = ({ view, overlay, allowed }: KioskSnapshot): Action[] => {
  const ofOverlay = overlayIntents[overlay];
  const shown = order
    .filter((intent) => allowed.includes(intent))
    .filter((intent) =>
      overlay === 'none'
        ? !Object.values(overlayIntents).some((list) => list.includes(intent))
        : ofOverlay.includes(intent),
    );
  const first = shown.find((intent) => intent === firstAt[view.step]);
  const sorted = first === undefined ? shown : [first, ...shown.filter((intent) => intent !== first)];
  return sorted.map((intent, index) => ({
    intent,
    label: labelOf(intent, view),
    tone: index === 0 && !isAside(intent, view) ? 'primary' : 'plain',
  }));
};
