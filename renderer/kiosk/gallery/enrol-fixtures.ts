import type { KioskView, Outcome } from '../../../main/contract/snapshot.ts';
import type {
  Enrolled,
  EnrolProblem,
  FingerName,
  VeinCause,
  VeinGuidance,
} from '../../../main/contract/vein.ts';
import { enrolProblemSchema, veinCauseSchema, veinGuidanceSchema } from '../../../main/contract/vein.ts';
import type { Fixture } from './fixture.ts';
import { bar, lateDate, person } from './fixture.ts';

/** The finger on the scanner, to be recognised by and to be enrolled, in every shape it can take. */
const slots = { salutation: person.salutation };
const fingers: FingerName[] = ['rightIndex', 'rightMiddle'];
const enrolled: Enrolled = { fingers, face: true, on: '2026-11-22' };
const referenceNumber = '2026112200070042';

const step = (
  view: KioskView,
  prompt: string,
  allowed: readonly string[],
  more: Partial<Fixture> = {},
): Fixture => ({ view, prompt, allowed: [...bar, ...allowed], business: 'enrol', slots, ...more });

const vein = (guidance: VeinGuidance, names: FingerName[] = fingers): Fixture =>
  step(
    { step: 'vein', person, guidance, fingers: names, tryNumber: 1, scannerSimulated: true },
    `vein.${guidance}`,
    ['anotherWay'],
    { business: 'certify' },
  );

const veinAgain = (cause: VeinCause): Fixture =>
  step(
    { step: 'veinAgain', person, fingers, causes: [cause], triesLeft: 1 },
    `veinAgain.${cause}`,
    ['tryAgain', 'anotherWay'],
    { business: 'certify' },
  );

const enrolFinger = (
  guidance: VeinGuidance,
  captured: number,
  prompt: string,
  finger: FingerName = 'rightIndex',
): Fixture =>
  step(
    {
      step: 'enrolFinger',
      person,
      finger,
      fingerNumber: finger === 'rightIndex' ? 1 : 2,
      captured,
      of: 5,
      guidance,
      scannerSimulated: true,
    },
    `enrolFinger.${prompt}`,
    ['anotherFinger', 'anotherWay'],
    { slots: { left: String(5 - captured) } },
  );

const enrolFingerAgain = (problem: EnrolProblem): Fixture =>
  step(
    { step: 'enrolFingerAgain', person, finger: 'rightMiddle', fingerNumber: 2, problem, triesLeft: 1 },
    `enrolFingerAgain.${problem}`,
    ['tryAgain', 'anotherFinger', 'anotherWay'],
  );

const enrolResult = (face: boolean, also: Outcome | null): Fixture =>
  step(
    {
      step: 'enrolResult',
      person,
      fingers,
      face,
      also,
      slip: { state: 'take' },
      scannerSimulated: true,
    },
    'enrolResult',
    ['continue'],
  );

/** One fixture for each of some words, by its name. */
const each = <Word extends string, Group extends string>(
  group: Group,
  words: readonly Word[],
  make: (word: Word) => Fixture,
) =>
  Object.fromEntries(words.map((word) => [`${group}.${word}`, make(word)])) as Record<
    `${Group}.${Word}`,
    Fixture
  >;

export const enrolFixtures = {
  ...each('vein', veinGuidanceSchema.options, (guidance) => vein(guidance)),
  'vein.left': vein('layFinger', ['leftMiddle']),
  ...each('veinAgain', veinCauseSchema.options, veinAgain),
  'face.insteadOfVein': step(
    {
      step: 'face',
      person,
      guidance: 'starting',
      progress: 0,
      crop: { x: 0.25, y: 0.1, width: 0.5, height: 0.8 },
      tryNumber: 1,
      challenge: 'turn',
      livenessSimulated: true,
    },
    'face.insteadOfVein',
    ['cannotTurn', 'anotherWay'],
    { business: 'certify' },
  ),
  'enrolStanding.none': step({ step: 'enrolStanding', person, enrolled: null }, 'enrolStanding.none', [
    'continue',
    'anotherWay',
  ]),
  'enrolStanding.enrolled': step({ step: 'enrolStanding', person, enrolled }, 'enrolStanding.enrolled', [
    'continue',
    'deleteEnrolment',
    'anotherWay',
  ]),
  enrolConsent: step({ step: 'enrolConsent', person }, 'enrolConsent', [
    'agree',
    'agreeFingersOnly',
    'decline',
  ]),
  'enrolFinger.first': enrolFinger('layFinger', 0, 'first.rightIndex'),
  'enrolFinger.second': enrolFinger('layFinger', 0, 'first.leftMiddle', 'leftMiddle'),
  'enrolFinger.again': enrolFinger('liftAndLayAgain', 3, 'again'),
  ...each(
    'enrolFinger',
    veinGuidanceSchema.exclude(['starting', 'layFinger', 'liftAndLayAgain', 'done']).options,
    (guidance) => enrolFinger(guidance, 2, guidance, 'rightMiddle'),
  ),
  ...each('enrolFingerAgain', enrolProblemSchema.options, enrolFingerAgain),
  enrolSign: step({ step: 'enrolSign', person, fingers, face: true }, 'enrolSign', [
    'sign',
    'agree',
    'anotherWay',
  ]),
  'enrolResult.fingers': enrolResult(false, null),
  'enrolResult.also': enrolResult(true, {
    kind: 'accepted',
    receiptNumber: referenceNumber,
    certifiedUntil: lateDate,
    nextDue: lateDate,
  }),
  'enrolResult.alsoPending': enrolResult(true, { kind: 'pending', referenceNumber }),
  deleteConfirm: step({ step: 'deleteConfirm', person, enrolled }, 'deleteConfirm', ['agree', 'decline']),
  enrolDeleted: step({ step: 'enrolDeleted', person, slip: { state: 'take' } }, 'enrolDeleted', ['continue']),
  'handover.enrolFailed': step(
    { step: 'handover', person, reason: 'enrolFailed', errorCode: null, slip: { state: 'take' } },
    'handover.enrolFailed',
    ['continue'],
  ),
  alsoCertify: step(
    { step: 'alsoCertify', person, standing: { kind: 'due', dueOn: lateDate } },
    'alsoCertify',
    ['agree', 'decline'],
  ),
  alsoSubmitting: step({ step: 'alsoSubmitting', person }, 'alsoSubmitting', [], {
    allowed: ['comfort', 'help', 'touched'],
  }),
} as const satisfies Record<string, Fixture>;
