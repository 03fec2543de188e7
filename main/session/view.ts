import type { CropRect } from '../contract/face.ts';
import type { KioskView } from '../contract/snapshot.ts';
import { activationView } from './view-activate.ts';
import { enrolView } from './view-enrol.ts';
import { checkSimulated } from './verified.ts';
import { CARD_TRIES, FACE_TRIES } from './tries.ts';
import type { VisitMachineContext } from './visit-setup.ts';

/** The whole picture, until a face has been found in it. */
const wholePicture: CropRect = { x: 0, y: 0, width: 1, height: 1 };

/** Name of the outermost flow state, and of the one inside it (`face` / `fault`). */
export interface FlowPlace {
  readonly step: string;
  readonly inner: string;
}

export function flowPlace(value: unknown): FlowPlace {
  const flow = (value as { flow: unknown }).flow;
  if (typeof flow === 'string') return { step: flow, inner: '' };
  const [step, below] = Object.entries(flow as Record<string, unknown>)[0] as [string, unknown];
  if (typeof below === 'string') return { step, inner: below };
  // Two regions below: the first one is what the screen shows. One state with more below: its name.
  const [name, inner] = Object.entries(below as Record<string, unknown>)[0] as [string, unknown];
  return { step, inner: Object.keys(below as object).length > 1 && typeof inner === 'string' ? inner : name };
}

/** What the senior's screen shows for a state of the visit. Pure; throws only on a state that cannot be. */
export function kioskView(
  place: FlowPlace,
  context: VisitMachineContext,
  livenessSimulated: boolean,
): KioskView {
  const { person, handover, slip } = context;
  const closedBecause = context.away.ledger ?? context.away.drivers ?? context.away.reader ?? null;
  const known = () => {
    if (!person) throw new Error(`no person in ${place.step}`);
    return person;
  };
  switch (place.step) {
    case 'welcome':
      return {
        step: 'welcome',
        enrolmentOffered: context.input.enrolmentOffered && context.away.fingerVein === undefined,
        slipPossible: context.paperPossible !== false,
        open: closedBecause === null,
        closedBecause,
      };
    case 'placeCard':
      return { step: 'placeCard', slipPossible: context.paperPossible !== false };
    case 'readingCard':
    case 'cardRead':
      return { step: 'readingCard', retry: context.cardMoved };
    case 'cardProblem':
      return {
        step: 'cardProblem',
        problem: context.cardProblem,
        errorCode: handover?.errorCode ?? null,
        triesLeft: Math.max(0, CARD_TRIES - context.cardTries),
      };
    case 'lookingUp':
      return { step: 'lookingUp', person: known() };
    case 'standing': {
      const standing = context.standing ?? { kind: 'unknown' };
      const canCertify = ['due', 'suspended', 'unknown'].includes(standing.kind);
      return { step: 'standing', person: known(), standing, canCertify };
    }
    case 'consent':
      return { step: 'consent', person: known() };
    case 'face':
      return {
        step: 'face',
        person: known(),
        guidance:
          place.inner === 'fault' ? faultGuidance(context) : (context.progress?.guidance ?? 'starting'),
        progress: place.inner === 'fault' ? 0 : (context.progress?.progress ?? 0),
        crop: context.progress?.crop ?? wholePicture,
        tryNumber: context.faceTry,
        challenge: context.challenge,
        livenessSimulated,
      };
    case 'faceAgain':
      return {
        step: 'faceAgain',
        person: known(),
        causes: [...context.faceCauses],
        tryNumber: context.faceTry,
        triesLeft: FACE_TRIES - context.faceTry,
      };
    case 'submitting':
      return { step: 'submitting', person: known() };
    case 'handover':
      return {
        step: 'handover',
        person,
        reason: handover?.reason ?? 'serviceDown',
        errorCode: handover?.errorCode ?? null,
        slip: { state: slip },
      };
    case 'result': {
      if (!context.outcome) throw new Error('a result without an outcome');
      return {
        step: 'result',
        person: known(),
        outcome: context.outcome,
        slip: { state: slip },
        livenessSimulated: checkSimulated(context),
      };
    }
    case 'printStanding':
    case 'takeSlip':
      return { step: 'takeSlip', person };
    case 'takeCard':
      return { step: 'takeCard', person, cards: [...context.cardsLeft] };
    case 'goodbye':
      return { step: 'goodbye' };
    default: {
      const view = enrolView(place, context) ?? activationView(place, context);
      if (!view) throw new Error(`unknown step ${place.step}`);
      return view;
    }
  }
}

const faultGuidance = (context: VisitMachineContext): 'cameraAway' | 'serviceAway' =>
  context.faceFaultCode?.startsWith('E3') ? 'cameraAway' : 'serviceAway';
