import type { FaceGuidance } from '../../../main/contract/face.ts';
import { defaultComfort } from '../../../main/contract/settings.ts';
import type { KioskSnapshot, KioskView } from '../../../main/contract/snapshot.ts';
import { activationFixtures } from './activation-fixtures.ts';
import { enrolFixtures } from './enrol-fixtures.ts';
import type { Fixture } from './fixture.ts';
import { bar, barBefore, lateDate, person } from './fixture.ts';

/** Snapshots for the gallery and for tests: invented people, every screen in every shape it can take. */
const crop = { x: 0.25, y: 0.1, width: 0.5, height: 0.8 };

const face = (guidance: FaceGuidance, more: Partial<Extract<KioskView, { step: 'face' }>> = {}): Fixture => ({
  view: {
    step: 'face',
    person,
    guidance,
    progress: 0.4,
    crop,
    tryNumber: 1,
    challenge: 'turn',
    livenessSimulated: true,
    ...more,
  },
  prompt: `face.${guidance}`,
  allowed: [...bar, 'cannotTurn', 'anotherWay'],
});

const result = (
  outcome: Extract<KioskView, { step: 'result' }>['outcome'],
  slip: Extract<KioskView, { step: 'result' }>['slip']['state'],
  prompt: string,
): Fixture => ({
  view: { step: 'result', person, outcome, slip: { state: slip }, livenessSimulated: true },
  prompt,
  slots: { salutation: person.salutation, until: lateDate, nextDue: lateDate },
  allowed: slip === 'printing' ? bar : [...bar, 'continue', 'beginEnrolment'],
});

const accepted = {
  kind: 'accepted',
  receiptNumber: '2026112200070042',
  certifiedUntil: lateDate,
  nextDue: lateDate,
} as const;

const standing = (
  kind: Extract<KioskView, { step: 'standing' }>['standing'],
  prompt: string,
  canCertify: boolean,
): Fixture => ({
  view: { step: 'standing', person, standing: kind, canCertify },
  prompt,
  slots: { salutation: person.salutation, until: lateDate, dueOn: lateDate, since: '2026-10-01' },
  allowed:
    canCertify || kind.kind === 'needsStaff' ? [...bar, 'continue'] : [...bar, 'continue', 'printSlip'],
});

const handover = (
  reason: Extract<KioskView, { step: 'handover' }>['reason'],
  slip: Extract<KioskView, { step: 'handover' }>['slip']['state'] = 'take',
): Fixture => ({
  view: { step: 'handover', person, reason, errorCode: 'E5104', slip: { state: slip } },
  prompt: `handover.${reason}`,
  allowed: [...bar, 'continue'],
});

const certifyFixtures = {
  welcome: {
    view: { step: 'welcome', enrolmentOffered: true, slipPossible: true, open: true, closedBecause: null },
    prompt: 'welcome',
    allowed: [...barBefore, 'begin', 'beginActivation', 'beginForOther', 'beginEnrolment'],
  },
  'welcome.noPaper': {
    view: { step: 'welcome', enrolmentOffered: true, slipPossible: false, open: true, closedBecause: null },
    prompt: 'welcome.noPaper',
    allowed: [...barBefore, 'begin', 'beginActivation', 'beginForOther', 'beginEnrolment'],
  },
  'welcome.closed': {
    view: {
      step: 'welcome',
      enrolmentOffered: false,
      slipPossible: false,
      open: false,
      closedBecause: 'E2101',
    },
    prompt: 'welcome.closed',
    allowed: barBefore,
  },
  placeCard: {
    view: { step: 'placeCard', slipPossible: true },
    prompt: 'placeCard',
    allowed: [...bar, 'anotherWay'],
  },
  readingCard: { view: { step: 'readingCard', retry: false }, prompt: 'readingCard', allowed: bar },
  'readingCard.retry': {
    view: { step: 'readingCard', retry: true },
    prompt: 'readingCard.retry',
    allowed: bar,
  },
  'cardProblem.unreadable': {
    view: { step: 'cardProblem', problem: 'unreadable', errorCode: 'E2104', triesLeft: 2 },
    prompt: 'cardProblem.unreadable',
    allowed: [...bar, 'tryAgain', 'anotherWay'],
  },
  'cardProblem.expired': {
    view: { step: 'cardProblem', problem: 'expired', errorCode: null, triesLeft: 0 },
    prompt: 'cardProblem.expired',
    allowed: [...bar, 'anotherWay'],
  },
  'cardProblem.readerAway': {
    view: { step: 'cardProblem', problem: 'readerAway', errorCode: 'E2101', triesLeft: 2 },
    prompt: 'cardProblem.readerAway',
    allowed: [...bar, 'tryAgain', 'anotherWay'],
  },
  lookingUp: { view: { step: 'lookingUp', person }, prompt: 'lookingUp', allowed: bar },
  'standing.due': standing({ kind: 'due', dueOn: lateDate }, 'standing.due', true),
  'standing.certified': standing(
    { kind: 'certified', until: lateDate, method: 'face' },
    'standing.certified',
    false,
  ),
  'standing.certifiedByDataMatch': standing(
    { kind: 'certifiedByDataMatch', until: lateDate },
    'standing.certifiedByDataMatch',
    false,
  ),
  'standing.suspended': standing({ kind: 'suspended', since: '2026-10-01' }, 'standing.suspended', true),
  'standing.unknown': standing({ kind: 'unknown' }, 'standing.unknown', true),
  'standing.recordedDeceased': standing(
    { kind: 'needsStaff', reason: 'recordedDeceased' },
    'standing.needsStaff.recordedDeceased',
    false,
  ),
  'standing.livesAbroad': standing(
    { kind: 'needsStaff', reason: 'livesAbroad' },
    'standing.needsStaff.livesAbroad',
    false,
  ),
  'standing.notFound': standing(
    { kind: 'needsStaff', reason: 'notFound' },
    'standing.needsStaff.notFound',
    false,
  ),
  'standing.cardSealed': standing(
    { kind: 'needsStaff', reason: 'cardSealed' },
    'standing.needsStaff.cardSealed',
    false,
  ),
  consent: {
    view: { step: 'consent', person },
    prompt: 'consent',
    allowed: [...bar, 'agree', 'decline', 'anotherWay'],
  },
  'face.holdStill': face('holdStill'),
  'face.turnLeft': face('turnLeft', { progress: 0.6, tryNumber: 2 }),
  'face.turnRight': face('turnRight', { progress: 0.6 }),
  'face.comeCloser': face('comeCloser', { challenge: 'approach' }),
  'face.tooDark': face('tooDark', { progress: 0.1 }),
  'face.covered': face('covered', { progress: 0.1 }),
  'face.cameraAway': face('cameraAway', { progress: 0 }),
  'face.done': face('done', { progress: 1, livenessSimulated: false }),
  'faceAgain.covered': {
    view: { step: 'faceAgain', person, causes: ['covered', 'tooDark'], tryNumber: 1, triesLeft: 2 },
    prompt: 'faceAgain.covered',
    allowed: [...bar, 'tryAgain', 'anotherWay'],
  },
  'faceAgain.notSimilar': {
    view: { step: 'faceAgain', person, causes: ['notSimilar'], tryNumber: 2, triesLeft: 1 },
    prompt: 'faceAgain.notSimilar',
    allowed: [...bar, 'tryAgain', 'anotherWay'],
  },
  submitting: {
    view: { step: 'submitting', person },
    prompt: 'submitting',
    allowed: ['comfort', 'help', 'touched'],
  },
  'handover.faceTries': handover('faceTries'),
  'handover.noReference': handover('noReference', 'none'),
  'handover.authorityAway': handover('authorityAway', 'notPrinted'),
  'handover.customerChoice': handover('customerChoice', 'printing'),
  'result.printing': result(accepted, 'printing', 'result.accepted'),
  'result.take': result(accepted, 'take', 'result.accepted'),
  'result.notPrinted': result(accepted, 'notPrinted', 'result.accepted'),
  'result.taken': result(accepted, 'taken', 'result.accepted'),
  'result.none': result(accepted, 'none', 'result.accepted'),
  'result.pending': result(
    { kind: 'pending', referenceNumber: '2026112200070042' },
    'take',
    'result.pending',
  ),
  'result.refused': result(
    { kind: 'refused', reason: 'rules', referenceNumber: '2026112200070042' },
    'taken',
    'result.refused.rules',
  ),
  takeSlip: { view: { step: 'takeSlip', person }, prompt: 'takeSlip', allowed: [...bar, 'continue'] },
  takeCard: {
    view: { step: 'takeCard', person, cards: ['id'] },
    prompt: 'takeCard',
    allowed: [...bar, 'continue'],
  },
  goodbye: { view: { step: 'goodbye' }, prompt: 'goodbye', allowed: [...barBefore, 'continue'] },
  'overlay.help': {
    view: { step: 'consent', person },
    prompt: 'overlay.help',
    overlay: 'help',
    allowed: ['cancelHelp', 'comfort', 'leave', 'repeatPrompt', 'touched'],
  },
  'overlay.leave': {
    view: { step: 'consent', person },
    prompt: 'overlay.leave',
    overlay: 'leave',
    allowed: [...barBefore, 'stay', 'confirmLeave'],
  },
  'overlay.stillThere': {
    view: { step: 'consent', person },
    prompt: 'overlay.stillThere',
    overlay: 'stillThere',
    allowed: [...bar, 'stillHere'],
  },
  notice: {
    view: { step: 'consent', person },
    prompt: 'consent',
    allowed: [...bar, 'agree', 'decline', 'anotherWay'],
    notice: 'E9002',
  },
} as const satisfies Record<string, Fixture>;

const fixtures = { ...certifyFixtures, ...activationFixtures, ...enrolFixtures };

export type ViewName = keyof typeof fixtures;
export const viewNames = Object.keys(fixtures) as ViewName[];

/** A whole snapshot of a named view. */
export const snapshotOf = (name: ViewName): KioskSnapshot => {
  const fixture: Fixture = fixtures[name];
  return {
    revision: 1,
    terminal: { id: 'T-0007', branch: '平安里支行', hotline: '12333', bankPhone: '95500' },
    simulated: true,
    business: fixture.business ?? 'certify',
    view: fixture.view,
    prompt: { id: fixture.prompt, slots: fixture.slots ?? {}, say: 1 },
    overlay: fixture.overlay ?? 'none',
    comfort: defaultComfort,
    allowed: [...fixture.allowed],
    notice: fixture.notice === undefined ? null : { code: fixture.notice },
  };
};
