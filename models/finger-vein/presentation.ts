/** What the pictures of one laying say about whether a finger lies there. Checks, with what they measured; no claim. */
import { type BurstPicture, lightLeft, movement, pulse } from './burst-checks.ts';
import { type Comparable, pairZ } from './comparable.ts';
import type { GrayImage } from './gray-image.ts';
import {
  lightPairLimits,
  movementLimits,
  presentationPolicy,
  pulseLimits,
  textureLimits,
  twoScoresLimits,
} from './presentation-limits.ts';
import { printTexture } from './print-texture.ts';

export interface PresentationCheck {
  readonly check: keyof typeof presentationPolicy;
  /** `notDone`: the scanner gives too little for it. */
  readonly result: 'passed' | 'failed' | 'notDone';
  readonly value: number | null;
}

/** @param burst empty where the scanner makes none */
export function presentationChecks(image: GrayImage, burst: readonly BurstPicture[]): PresentationCheck[] {
  return [
    told('lightPair', lightLeft(burst), (left) => left <= lightPairLimits.mostLeft),
    told('movement', movement(burst), (px) => px >= movementLimits.least),
    told('pulse', pulse(burst), (peak) => peak >= pulseLimits.leastPeak),
    told('printTexture', printTexture(image), (peak) => peak <= textureLimits.mostPeak),
  ];
}

/** Template and probe with their roles exchanged: two captures of a finger do not care, something made to fit may. */
export function twoScoresCheck(template: Comparable | undefined, probe: Comparable): PresentationCheck {
  const value = template === undefined ? null : Math.abs(pairZ(template, probe) - pairZ(probe, template));
  return told('twoScores', value, (difference) => difference <= twoScoresLimits.most);
}

/** Whether one of the failures ends the try. */
export const endsTry = (checks: readonly PresentationCheck[]): boolean =>
  checks.some(({ check, result }) => result === 'failed' && presentationPolicy[check] === 'notLive');

function told(
  check: PresentationCheck['check'],
  value: number | null,
  passes: (value: number) => boolean,
): PresentationCheck {
  return { check, value, result: value === null ? 'notDone' : passes(value) ? 'passed' : 'failed' };
}
