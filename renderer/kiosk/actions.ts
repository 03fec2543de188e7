import type { KioskIntentType } from '../../main/contract/intent.ts';
import type { KioskSnapshot, KioskView } from '../../main/contract/snapshot.ts';
import type { LabelId } from '../../main/contract/texts/labels.ts';

/** Intents without a value: those that a single button can send. */
type ButtonIntent = Exclude<KioskIntentType, 'comfort' | 'touched'>;

/** A button of the step itself (the bar at the bottom has its own). */
export interface Action {
  readonly intent: ButtonIntent;
  readonly label: LabelId;
  readonly tone: 'primary' | 'plain';
}

/** In the order in which they stand; the first that is allowed is the primary one. */
const order: readonly ButtonIntent[] = [
  'begin',
  'agree',
  'tryAgain',
  'continue',
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
]);

const overlayIntents: Record<KioskSnapshot['overlay'], readonly ButtonIntent[]> = {
  none: [],
  help: ['cancelHelp'],
  leave: ['stay', 'confirmLeave'],
  stillThere: ['stillHere'],
};

const labelOf = (intent: ButtonIntent, view: KioskView): LabelId => {
  if (intent === 'continue') {
    if (view.step === 'standing') {
      if (view.standing.kind === 'needsStaff') return 'continue.needsStaff';
      return view.canCertify ? 'continue.standing' : 'continue.nothingToDo';
    }
    if (view.step === 'result' || view.step === 'handover') return 'continue.result';
    if (view.step === 'takeSlip' || view.step === 'takeCard') return 'continue.taken';
    if (view.step === 'goodbye') return 'continue.goodbye';
  }
  if (intent === 'tryAgain' && view.step === 'cardProblem') return 'tryAgain.card';
  if (intent === 'anotherWay') {
    if (view.step === 'placeCard') return 'anotherWay.placeCard';
    if (view.step === 'cardProblem') return 'anotherWay.card';
  }
  if (view.step === 'handover' && intent === 'printSlip') return 'printSlip.handover';
  return `intent.${intent}`;
};

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
  return shown.map((intent, index) => ({
    intent,
    label: labelOf(intent, view),
    tone: index === 0 && !asides.has(intent) ? 'primary' : 'plain',
  }));
};
