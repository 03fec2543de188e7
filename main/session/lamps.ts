import type { KioskView } from '../contract/snapshot.ts';
import type { VeinGuidance } from '../contract/vein.ts';
import { allLampsOff, type Lamps, type LampState } from '../ports/lamps.ts';

/**
 * What each lamp shows at a step: it flashes where a hand is wanted now, and is on where something lies or is under way. The first
 * screen says that the ID card goes where the light is, so that one is on while nobody is there, and does not flash all day.
 */
export function lampsOf(view: KioskView): Lamps {
  return { ...allLampsOff, ...slipLamp(view), ...placeLamps(view) };
}

function placeLamps(view: KioskView): Partial<Lamps> {
  switch (view.step) {
    case 'welcome':
      return { card: view.open ? 'on' : 'off' };
    case 'placeCard':
    case 'placeOwnerCard':
      return { card: 'flash' };
    case 'readingCard':
      // The card moved: it is to lie still where the light is.
      return { card: view.retry ? 'flash' : 'on' };
    case 'cardProblem':
      return view.problem === 'unreadable' ? { card: 'flash' } : {};
    case 'placeSocialCard':
      return { socialCard: 'flash' };
    case 'readingSocialCard':
      return { socialCard: view.retry ? 'flash' : 'on' };
    case 'socialCardProblem':
      return view.problem === 'readerAway' ? {} : { socialCard: 'flash' };
    case 'vein':
    case 'enrolFinger':
      return { finger: fingerLamp[view.guidance] };
    case 'takeSlip':
      return { printer: 'flash' };
    case 'takeCard':
      return {
        card: view.cards.includes('id') ? 'flash' : 'off',
        socialCard: view.cards.includes('social') ? 'flash' : 'off',
      };
    default:
      return {};
  }
}

/** Whichever step a slip comes out at. */
function slipLamp(view: KioskView): Partial<Lamps> {
  if (!('slip' in view)) return {};
  if (view.slip.state === 'take') return { printer: 'flash' };
  return view.slip.state === 'printing' ? { printer: 'on' } : {};
}

/** A finger that lies there needs a quiet light; one that is to be lifted needs none. */
const fingerLamp: Readonly<Record<VeinGuidance, LampState>> = {
  starting: 'off',
  layFinger: 'flash',
  holdStill: 'on',
  liftFinger: 'off',
  tooHigh: 'on',
  tooFlat: 'on',
  rotated: 'on',
  cold: 'on',
  otherFinger: 'flash',
  liftAndLayAgain: 'flash',
  scannerAway: 'off',
  serviceAway: 'off',
  done: 'off',
};
