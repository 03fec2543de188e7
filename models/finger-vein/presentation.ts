/** What the pictures of one laying say about whether a finger lies there. Checks, with what they measured; no claim. */
import { type BurstPicture, lightLeft, movement, pulse } from './burst-checks.ts';
import { cohortFor } from './cohort.ts';
import { cropStripsScore, prepareProbe, prepareTemplate } from './crop-strips.ts';
import type { GrayImage } from './gray-image.ts';
import { scorePair, type VeinFeatures } from './pair-score.ts';
import {
  lightPairLimits,
  movementLimits,
  presentationPolicy,
  pulseLimits,
  textureLimits,
  twoScoresLimits,
} from './presentation-limits.ts';
import { printTexture } from './print-texture.ts';
import { normedScore } from './t-norm.ts';

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

/**
 * The score that decides and the plain crop-strips score, both in standard deviations above a stranger: two captures of a
 * finger convince both, something made to fit one of them may not. Only for a match (240 comparisons with the cohort).
 */
export function twoScoresCheck(template: VeinFeatures | null, probe: VeinFeatures): PresentationCheck {
  const value = template && scorePair(template, probe) - plainScore(template, probe);
  return told('twoScores', value, (more) => more <= twoScoresLimits.mostMore);
}

function plainScore({ map: template }: VeinFeatures, { map: probe }: VeinFeatures): number {
  const cohort = cohortFor(template.width);
  const score = cropStripsScore(prepareTemplate(template), prepareProbe(probe));
  return normedScore(score, cohort.spreadOf(template), cohort.spreadOf(probe));
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
