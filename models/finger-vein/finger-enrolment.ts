import { wipeAligned } from './aligned-match.ts';
import { scorePair, type VeinFeatures, veinFeatures, wipeFeatures } from './pair-score.ts';
import type { VeinCapture } from './extract.ts';
import { guidanceFor, type LayGuidance } from './lay-guidance.ts';
import { enrolLimits } from './person-limits.ts';
import { limitFor } from './visit-limit.ts';
import type { VeinMap } from './vein-map.ts';

export type EnrolEnd =
  | {
      readonly kind: 'enrolled';
      readonly maps: readonly VeinMap[];
      /** Least score of a capture with the partner that makes it belong (the second best). */
      readonly leastZ: number;
      /** Pictures that were compared. */
      readonly captures: number;
    }
  | { readonly kind: 'again'; readonly problem: 'inconsistent' | 'duplicate' | 'poor' };

export interface EnrolStep {
  /** What to do next; null when the capture was taken and the finger may simply be lifted. */
  readonly guidance: LayGuidance | null;
  /** Captures that are good, of `enrolLimits.captures`. */
  readonly captured: number;
  /** Once there, the enrolment has ended. */
  readonly end: EnrolEnd | null;
}

/**
 * Five captures of one finger to one template. Each must be like two others; one that is not is made again, and a finger
 * that is enrolled already is refused. It has no clock: whoever feeds it limits the time.
 */
export class FingerEnrolment {
  readonly #others: readonly VeinFeatures[];
  readonly #duplicateZ: number;
  #kept: VeinFeatures[] = [];
  /** A match takes a millisecond: no pair is compared twice. */
  readonly #scores = new Map<VeinFeatures, Map<VeinFeatures, number>>();
  #compared = 0;
  #refused = 0;
  #inARow = 0;

  /** @param others maps of the fingers that the person enrolled before */
  constructor(others: readonly VeinMap[]) {
    this.#others = others.map(veinFeatures);
    this.#duplicateZ = others.length === 0 ? 0 : limitFor(others.length * enrolLimits.captures);
  }

  /** One more picture; `refused`: a presentation check found something else than a finger. */
  add(capture: VeinCapture, refused = false): EnrolStep {
    const { map, reasons } = capture;
    const patient = this.#inARow < enrolLimits.patience;
    if (map === null || refused || (reasons.length > 0 && patient)) {
      this.#refused += 1;
      this.#inARow += 1;
      if (this.#refused >= enrolLimits.mostRefused) return this.#end({ kind: 'again', problem: 'poor' });
      return this.#step(guidanceFor(reasons) ?? 'liftAndLayAgain');
    }
    this.#inARow = 0;
    return this.#take(veinFeatures(map));
  }

  /** Overwrites every map that was not given away as the end. */
  wipe(): void {
    for (const held of [...this.#kept, ...this.#others]) wipeFeatures(held);
    this.#kept = [];
    this.#scores.clear();
  }

  #take(taken: VeinFeatures): EnrolStep {
    this.#compared += 1;
    if (this.#others.some((other) => scorePair(other, taken) >= this.#duplicateZ))
      return this.#end({ kind: 'again', problem: 'duplicate' });
    const agreed = this.#kept.some((a, i) => this.#kept.slice(i + 1).some((b) => this.#score(a, b) >= PAIR));
    const best = Math.max(...this.#kept.map((held) => this.#score(held, taken)), -Infinity);
    const late = this.#compared >= enrolLimits.mostCaptures;
    // Two captures that agree show the finger; what is like none of them is told at once and not at the end.
    if (agreed && best < PAIR) {
      wipeFeatures(taken);
      if (late) return this.#end({ kind: 'again', problem: 'inconsistent' });
      return this.#step(best < enrolLimits.otherFingerZ ? 'otherFinger' : 'liftAndLayAgain');
    }
    this.#kept.push(taken);
    if (this.#kept.length < enrolLimits.captures)
      return late ? this.#end({ kind: 'again', problem: 'inconsistent' }) : this.#step(null);
    return this.#judge(late);
  }

  /** Five are there: done, or the one that belongs least is made again. */
  #judge(late: boolean): EnrolStep {
    const belonging = this.#kept.map((one) => this.#partnerScore(one));
    const leastZ = Math.min(...belonging);
    if (leastZ >= PAIR) {
      const maps = this.#kept.map(({ map }) => map);
      for (const { veins } of this.#kept) wipeAligned(veins);
      this.#kept = [];
      return this.#end({ kind: 'enrolled', maps, leastZ, captures: this.#compared });
    }
    if (late) return this.#end({ kind: 'again', problem: 'inconsistent' });
    const [outsider] = this.#kept.splice(belonging.indexOf(leastZ), 1);
    if (outsider) wipeFeatures(outsider);
    return this.#step('liftAndLayAgain');
  }

  /** The score with the last of the partners that a capture needs. */
  #partnerScore(one: VeinFeatures): number {
    const scores = this.#kept.filter((other) => other !== one).map((other) => this.#score(other, one));
    return scores.sort((a, b) => b - a)[enrolLimits.partners - 1] ?? -Infinity;
  }

  #score(a: VeinFeatures, b: VeinFeatures): number {
    const known = this.#scores.get(a)?.get(b) ?? this.#scores.get(b)?.get(a);
    if (known !== undefined) return known;
    const score = scorePair(a, b);
    const row = this.#scores.get(a) ?? new Map<VeinFeatures, number>();
    this.#scores.set(a, row.set(b, score));
    return score;
  }

  #step(guidance: LayGuidance | null): EnrolStep {
    return { guidance, captured: this.#kept.length, end: null };
  }

  #end(end: EnrolEnd): EnrolStep {
    const captured = end.kind === 'enrolled' ? enrolLimits.captures : this.#kept.length;
    this.wipe();
    return { guidance: null, captured, end };
  }
}

const PAIR = enrolLimits.pairZ;
