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
  'agreeFingersOnly',
  'photograph',
  'continue',
  'tryAgain',
  'anotherFinger',
  'electronicCard',
  'bookHomeVisit',
  'beginEnrolment',
  'printSlip',
  'stillHere',
  'stay',
  'cannotTurn',
  'deleteEnrolment',
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
  'anotherFinger',
  'beginEnrolment',
  'deleteEnrolment',
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
  vein: { anotherWay: 'anotherWay.face' },
  veinAgain: { anotherWay: 'anotherWay.face' },
  enrolStanding: { anotherWay: 'anotherWay.person' },
  enrolConsent: { agree: 'agree.enrolConsent', decline: 'decline.enrolConsent' },
  enrolFinger: { anotherWay: 'anotherWay.person' },
  enrolFingerAgain: { anotherWay: 'anotherWay.person' },
  enrolSign: { agree: 'agree.sign', anotherWay: 'anotherWay.person' },
  enrolResult: { continue: 'continue.result' },
  deleteConfirm: {
    agree: 'agree.deleteConfirm',
    deleteEnrolment: 'agree.deleteConfirm',
    decline: 'decline.deleteConfirm',
  },
  enrolDeleted: { continue: 'continue.result' },
  alsoCertify: { agree: 'agree.alsoCertify' },
};

const labelOf = (intent: ButtonIntent, view: KioskView): LabelId => {
  if (intent === 'continue') {
    if (view.step === 'standing') {
      if (view.standing.kind === 'needsStaff') return 'continue.needsStaff';
      return view.canCertify ? 'continue.standing' : 'continue.nothingToDo';
    }
    if (view.step === 'cardStanding' && view.allDone) return 'continue.nothingToDo';
    if (view.step === 'enrolStanding')
      return view.enrolled === null ? 'continue.enrolStanding.none' : 'continue.enrolStanding.enrolled';
    if (view.step === 'keyPoints' && view.page === view.pages) return 'continue.fraud';
    if (view.step === 'electronicCard' && view.state === 'away') return 'continue.result';
  }
  return wordsAt[view.step]?.[intent] ?? `intent.${intent}`;
};

/** What is offered first on a step, where the general order would put another button first; it is no aside there. */
const firstOf = (view: KioskView): ButtonIntent | null => {
  // Somebody comes to the home: this is the way on, not a by-way.
  if (view.step === 'handover') return 'bookHomeVisit';
  // The same finger again would be the same again.
  if (view.step === 'enrolFingerAgain' && view.problem === 'duplicate') return 'anotherFinger';
  // What cannot be brought back is never the large key.
  return view.step === 'deleteConfirm' ? 'decline' : null;
};

/** The signature itself is the thing to do on its step; the key is the equal way for whoever cannot write. */
const isAside = (intent: ButtonIntent, view: KioskView): boolean =>
  intent !== firstOf(view) &&
  (asides.has(intent) || (intent === 'agree' && (view.step === 'sign' || view.step === 'enrolSign')));

/** The buttons of a snapshot's step, or of the overlay that lies on it. Only what is allowed has a button. */
export const actionsOf = ({ view, overlay, allowed }: KioskSnapshot): Action[] => {
  const ofOverlay = overlayIntents[overlay];
  const shown = order
    .filter((intent) => allowed.includes(intent))
    .filter((intent) => intent !== 'beginEnrolment' || view.step !== 'welcome' || view.enrolmentOffered)
    .filter((intent) =>
      overlay === 'none'
        ? !Object.values(overlayIntents).some((list) => list.includes(intent))
        : ofOverlay.includes(intent),
    );
  const first = shown.find((intent) => intent === firstOf(view));
  const sorted = first === undefined ? shown : [first, ...shown.filter((intent) => intent !== first)];
  return sorted.map((intent, index) => ({
    intent,
    label: labelOf(intent, view),
    tone: index === 0 && !isAside(intent, view) ? 'primary' : 'plain',
  }));
};
