/**
 * One threshold for every scanner: a raw score says little by itself (impostors of one sensor lie where genuine pairs of
 * another do), so each map is first compared with the same sixty invented fingers, and a score counts in standard
 * deviations from what the template and the probe score against those.
 */
import {
  cropStripsScore,
  type PreparedProbe,
  type PreparedTemplate,
  prepareProbe,
  prepareTemplate,
} from './crop-strips.ts';
import type { VeinMap } from './vein-map.ts';

export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** What a map scores against the cohort: in either role, since a match is not symmetric. */
export interface CohortSpread {
  readonly asTemplate: Spread;
  readonly asProbe: Spread;
}

export class VeinCohort {
  readonly #templates: readonly PreparedTemplate[];
  readonly #probes: readonly PreparedProbe[];

  /** @param maps of invented fingers, of the size of the maps that will be compared; @throws RangeError for fewer than two */
  constructor(maps: readonly VeinMap[]) {
    if (maps.length < 2) throw new RangeError('a cohort needs two maps at least');
    this.#templates = maps.map(prepareTemplate);
    this.#probes = maps.map(prepareProbe);
  }

  /** 120 matches: keep it for a template that is stored. @throws RangeError for a map of another size */
  spreadOf(map: VeinMap): CohortSpread {
    const [template, probe] = [prepareTemplate(map), prepareProbe(map)];
    return {
      asTemplate: spread(this.#probes.map((other) => cropStripsScore(template, other))),
      asProbe: spread(this.#templates.map((other) => cropStripsScore(other, probe))),
    };
  }
}

/** Standard deviations of `score` above what a stranger's finger scores. */
export function normedScore(score: number, template: CohortSpread, probe: CohortSpread): number {
  return symmetricNorm(score, template.asTemplate, probe.asProbe);
}

/** The same for a score that does not ask who is template: one spread per map. */
export function symmetricNorm(score: number, one: Spread, other: Spread): number {
  const z = ({ mean, deviation }: Spread): number => (score - mean) / deviation;
  return (z(one) + z(other)) / 2;
}

/** A map without veins scores 0 with everything: then nothing is above chance. */
const LEAST_DEVIATION = 1e-3;

export function spread(scores: readonly number[]): Spread {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1);
  return { mean, deviation: Math.max(LEAST_DEVIATION, Math.sqrt(variance)) };
}
