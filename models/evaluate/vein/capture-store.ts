import { cohortFor } from '../../finger-vein/cohort.ts';
import {
  cropStripsScore,
  prepareProbe,
  prepareTemplate,
  type PreparedProbe,
  type PreparedTemplate,
} from '../../finger-vein/crop-strips.ts';
import { packMap, unpackMap } from '../../finger-vein/pack-map.ts';
import { type CohortSpread, normedScore } from '../../finger-vein/t-norm.ts';
import type { VeinMap } from '../../finger-vein/vein-map.ts';

/** Prepared templates that are kept: the comparisons name the same ones again and again. */
const KEPT = 64;

/** All captures of a set, packed to 2.5 KB each: ten thousand take 25 MB. */
export class CaptureStore {
  readonly #packed: Uint8Array[] = [];
  readonly #spreads: CohortSpread[] = [];
  readonly #templates = new Map<number, PreparedTemplate>();
  #probe: { readonly capture: number; readonly prepared: PreparedProbe } | null = null;
  #size: { readonly width: number; readonly height: number } = { width: 0, height: 0 };
  readonly #normed: boolean;

  /** @param normed whether scores are T-normed; costs 120 comparisons more per capture */
  constructor(normed: boolean) {
    this.#normed = normed;
  }

  /** The number by which `score` knows the capture. */
  add(map: VeinMap): number {
    this.#size = { width: map.width, height: map.height };
    if (this.#normed) this.#spreads.push(cohortFor(map.width).spreadOf(map));
    return this.#packed.push(packMap(map)) - 1;
  }

  score(template: number, probe: number): number {
    const score = cropStripsScore(this.#template(template), this.#prepared(probe));
    if (!this.#normed) return score;
    return normedScore(score, this.#spreads[template]!, this.#spreads[probe]!);
  }

  #template(capture: number): PreparedTemplate {
    const known = this.#templates.get(capture);
    if (known) return known;
    const first = this.#templates.keys().next();
    if (this.#templates.size >= KEPT && !first.done) this.#templates.delete(first.value);
    const prepared = prepareTemplate(this.#map(capture));
    this.#templates.set(capture, prepared);
    return prepared;
  }

  #prepared(capture: number): PreparedProbe {
    if (this.#probe?.capture !== capture)
      this.#probe = { capture, prepared: prepareProbe(this.#map(capture)) };
    return this.#probe.prepared;
  }

  #map(capture: number): VeinMap {
    return unpackMap(this.#packed[capture]!, this.#size.width, this.#size.height);
  }
}
