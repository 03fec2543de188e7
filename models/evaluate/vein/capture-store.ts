import { type AlignedVeins, alignedScore, prepareAligned } from '../../finger-vein/aligned-match.ts';
import {
  cropStripsScore,
  type PreparedProbe,
  type PreparedTemplate,
  prepareProbe,
  prepareTemplate,
} from '../../finger-vein/crop-strips.ts';
import { packMap, unpackMap } from '../../finger-vein/pack-map.ts';
import { cohortSpread } from '../../finger-vein/pair-score.ts';
import { type Spread, symmetricNorm } from '../../finger-vein/t-norm.ts';
import type { VeinMap } from '../../finger-vein/vein-map.ts';
import type { StepTimes } from './step-times.ts';

/** `normed`: what the terminal decides by. `aligned`: the same without T-norm. `crop-strips`: of the golden vectors. */
export type VeinScore = 'normed' | 'aligned' | 'crop-strips';

/** Prepared captures that are kept: the comparisons name the same ones again and again. 20 MB. */
const KEPT = 96;

interface Prepared {
  readonly aligned: AlignedVeins | null;
  readonly plain: { readonly template: PreparedTemplate; readonly probe: PreparedProbe } | null;
}

/** All captures of a set, packed to 2.5 KB each: ten thousand take 25 MB. */
export class CaptureStore {
  readonly #packed: Uint8Array[] = [];
  readonly #spreads: Spread[] = [];
  readonly #prepared = new Map<number, Prepared>();
  #size: { readonly width: number; readonly height: number } = { width: 0, height: 0 };
  readonly #score: VeinScore;
  readonly #times: StepTimes;

  constructor(score: VeinScore, times: StepTimes) {
    this.#score = score;
    this.#times = times;
  }

  /** The number by which `score` knows the capture. With `normed` 60 comparisons with the cohort. */
  add(map: VeinMap): number {
    this.#size = { width: map.width, height: map.height };
    if (this.#score === 'normed') {
      const veins = this.#times.timedNow('prepare', () => prepareAligned(map));
      this.#spreads.push(this.#times.timedNow('norm', () => cohortSpread(veins)));
    }
    return this.#packed.push(packMap(map)) - 1;
  }

  score(template: number, probe: number): number {
    const [one, other] = [this.#capture(template), this.#capture(probe)];
    return this.#times.timedNow('match', () => {
      if (one.plain && other.plain) return cropStripsScore(one.plain.template, other.plain.probe);
      const score = alignedScore(one.aligned!, other.aligned!);
      if (this.#score !== 'normed') return score;
      return symmetricNorm(score, this.#spreads[template]!, this.#spreads[probe]!);
    });
  }

  #capture(capture: number): Prepared {
    const known = this.#prepared.get(capture);
    if (known) {
      // Last used, last forgotten: the templates stay while the probes pass.
      this.#prepared.delete(capture);
      this.#prepared.set(capture, known);
      return known;
    }
    const first = this.#prepared.keys().next();
    if (this.#prepared.size >= KEPT && !first.done) this.#prepared.delete(first.value);
    const map = unpackMap(this.#packed[capture]!, this.#size.width, this.#size.height);
    const plain = this.#score === 'crop-strips';
    const prepared = this.#times.timedNow('prepare', () => ({
      aligned: plain ? null : prepareAligned(map),
      plain: plain ? { template: prepareTemplate(map), probe: prepareProbe(map) } : null,
    }));
    this.#prepared.set(capture, prepared);
    return prepared;
  }
}
