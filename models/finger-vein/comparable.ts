/** The one place where two captures are compared: whatever the score is made of, it is in standard deviations here. */
import { cohortFor } from './cohort.ts';
import {
  cropStripsScore,
  type PreparedProbe,
  type PreparedTemplate,
  prepareProbe,
  prepareTemplate,
} from './crop-strips.ts';
import { type CohortSpread, normedScore } from './t-norm.ts';
import type { VeinMap } from './vein-map.ts';

/** Name and version of the score; stands in the journal with every decision. */
export const veinMethod = { id: 'crop-strips-t-norm', version: 1 } as const;

/** A capture with what its comparisons need. */
export interface Comparable {
  readonly map: VeinMap;
  readonly template: PreparedTemplate;
  readonly probe: PreparedProbe;
  readonly spread: CohortSpread;
}

/** 120 matches against the cohort. @throws RangeError for a map of a size that cannot be compared */
export function comparable(map: VeinMap): Comparable {
  return {
    map,
    template: prepareTemplate(map),
    probe: prepareProbe(map),
    spread: cohortFor(map.width).spreadOf(map),
  };
}

/** Standard deviations above a stranger. @throws RangeError for maps of different sizes */
export const pairZ = (template: Comparable, probe: Comparable): number =>
  normedScore(cropStripsScore(template.template, probe.probe), template.spread, probe.spread);

/** Overwrites what shows veins. */
export function wipe({ map, template, probe }: Comparable): void {
  map.quarters.fill(0);
  probe.lanes.fill(0);
  for (const list of template.places) list.fill(0);
}
