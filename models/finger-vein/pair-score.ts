/**
 * The score that decides, in standard deviations above a stranger: `alignedScore`, T-normed with the same score against
 * the sixty invented fingers of the cohort, from the side of both maps. The flow and `yinling evaluate vein` use this one.
 */
import { type AlignedVeins, alignedScore, prepareAligned, wipeAligned } from './aligned-match.ts';
import { cohortMaps } from './cohort.ts';
import { type Spread, spread, symmetricNorm } from './t-norm.ts';
import type { VeinMap } from './vein-map.ts';

/** A capture with all that its comparisons need; worth keeping for a template of which the person's finger is awaited. */
export interface VeinFeatures {
  readonly map: VeinMap;
  readonly veins: AlignedVeins;
  /** What it scores against the cohort. */
  readonly spread: Spread;
}

/** 60 comparisons with the cohort. @throws RangeError for a map of a size that cannot be compared */
export function veinFeatures(map: VeinMap): VeinFeatures {
  const veins = prepareAligned(map);
  return { map, veins, spread: cohortSpread(veins) };
}

/** The same in both orders. @throws RangeError for maps of different sizes */
export const scorePair = (a: VeinFeatures, b: VeinFeatures): number =>
  symmetricNorm(alignedScore(a.veins, b.veins), a.spread, b.spread);

/** Overwrites what shows veins. */
export function wipeFeatures({ map, veins }: VeinFeatures): void {
  map.quarters.fill(0);
  wipeAligned(veins);
}

/** @throws RangeError for a map of a size that cannot be compared */
export function cohortSpread(veins: AlignedVeins): Spread {
  return spread(cohortFor(veins.width).map((other) => alignedScore(veins, other)));
}

const cohorts = new Map<number, readonly AlignedVeins[]>();

/** Prepared once per width: 18 MB. */
function cohortFor(width: number): readonly AlignedVeins[] {
  const known = cohorts.get(width);
  if (known) return known;
  const cohort = cohortMaps(width).map(prepareAligned);
  cohorts.set(width, cohort);
  return cohort;
}
