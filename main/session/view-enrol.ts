import type { VeinGuidance } from '../contract/vein.ts';
import type { GreetedPerson } from '../contract/person.ts';
import type { KioskView } from '../contract/snapshot.ts';
import { enrolledOf, fingersOf, FINGERS_WANTED } from './enrolment.ts';
import type { FlowPlace } from './view.ts';
import { ENROL_TRIES, VEIN_TRIES } from './tries.ts';
import type { VisitMachineContext } from './visit-setup.ts';

/** How many captures are wanted, until the scanner says it. */
const CAPTURES = 5;

/** What the screen shows for a step with the finger vein; null for any other step. Pure. */
export function enrolView({ step, inner }: FlowPlace, context: VisitMachineContext): KioskView | null {
  const person = (): GreetedPerson => {
    if (!context.person) throw new Error(`no person in ${step}`);
    return context.person;
  };
  const slip = { state: context.slip };
  const { scannerSimulated } = context.input;
  const made = {
    fingers: fingersOf(context.enrolNew),
    face: context.enrolNew.some(({ kind }) => kind === 'face'),
  };
  const finger = context.enrolFinger ?? 'rightIndex';
  const fingerNumber = Math.min(FINGERS_WANTED, made.fingers.length + 1);
  const guidance =
    inner === 'fault' ? faultGuidance(context) : (context.veinProgress?.guidance ?? 'starting');
  switch (step) {
    case 'vein':
      return {
        step,
        person: person(),
        guidance,
        fingers: fingersOf(context.templates),
        tryNumber: context.veinTry,
        scannerSimulated,
      };
    case 'veinAgain':
      return {
        step,
        person: person(),
        fingers: fingersOf(context.templates),
        causes: [...context.veinCauses],
        triesLeft: VEIN_TRIES - context.veinTry,
      };
    case 'enrolStanding':
      return { step, person: person(), enrolled: enrolledOf(context.templates) };
    case 'enrolConsent':
      return { step, person: person() };
    case 'enrolFinger':
      return {
        step,
        person: person(),
        finger,
        fingerNumber,
        captured: context.veinProgress?.captured ?? 0,
        of: context.veinProgress?.of ?? CAPTURES,
        guidance,
        scannerSimulated,
      };
    case 'enrolFingerAgain':
      return {
        step,
        person: person(),
        finger,
        fingerNumber,
        problem: context.enrolProblem,
        triesLeft: ENROL_TRIES - context.enrolTry,
      };
    case 'enrolSign':
      return { step, person: person(), ...made };
    case 'enrolResult':
      return { step, person: person(), ...made, also: context.outcome, slip, scannerSimulated };
    case 'deleteConfirm': {
      const enrolled = enrolledOf(context.templates);
      if (!enrolled) throw new Error('there is nothing to delete');
      return { step, person: person(), enrolled };
    }
    case 'enrolDeleted':
      return { step, person: person(), slip };
    case 'alsoLookingUp':
      return { step: 'lookingUp', person: person() };
    case 'alsoCertify':
      return { step, person: person(), standing: context.standing ?? { kind: 'unknown' } };
    case 'alsoSubmitting':
      return { step, person: person() };
    default:
      return null;
  }
}

const faultGuidance = (context: VisitMachineContext): VeinGuidance =>
  context.faceFaultCode?.startsWith('E26') ? 'scannerAway' : 'serviceAway';
