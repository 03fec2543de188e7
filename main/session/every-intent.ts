import type { KioskIntent, KioskIntentType } from '../contract/intent.ts';

type IntentShape = { [T in KioskIntentType]: Extract<KioskIntent, { type: T }> };

/** Every intent once, to ask the machine which of them would do something now. */
export const everyIntent: readonly KioskIntent[] = Object.values({
  begin: { type: 'begin' },
  beginActivation: { type: 'beginActivation' },
  beginForOther: { type: 'beginForOther' },
  beginEnrolment: { type: 'beginEnrolment' },
  continue: { type: 'continue' },
  agree: { type: 'agree' },
  agreeFingersOnly: { type: 'agreeFingersOnly' },
  decline: { type: 'decline' },
  anotherFinger: { type: 'anotherFinger' },
  deleteEnrolment: { type: 'deleteEnrolment' },
  tryAgain: { type: 'tryAgain' },
  anotherWay: { type: 'anotherWay' },
  cannotTurn: { type: 'cannotTurn' },
  printSlip: { type: 'printSlip' },
  help: { type: 'help' },
  cancelHelp: { type: 'cancelHelp' },
  leave: { type: 'leave' },
  stay: { type: 'stay' },
  confirmLeave: { type: 'confirmLeave' },
  stillHere: { type: 'stillHere' },
  repeatPrompt: { type: 'repeatPrompt' },
  comfort: { type: 'comfort', change: {} },
  chooseReason: { type: 'chooseReason', reason: 'cannotWalk' },
  chooseRelation: { type: 'chooseRelation', relation: 'child' },
  padKey: { type: 'padKey', key: '0' },
  sign: { type: 'sign', signature: [[[0, 0, 0]], [[0, 0, 0]]] },
  photograph: { type: 'photograph' },
  electronicCard: { type: 'electronicCard' },
  bookHomeVisit: { type: 'bookHomeVisit' },
  touched: { type: 'touched' },
} satisfies IntentShape);
