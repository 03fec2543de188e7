import { ok, type Result } from '../kit/result.ts';
import { refuse } from './errors.ts';

/** So many late answers one after the other, and the scanner is given up before the person's time is over. */
const IN_A_ROW = 3;

/**
 * Whether a scanner that saw no finger may be believed. One that answers late may have missed a finger that lay there, and
 * whoever laid it must not be told that they did not: that is the scanner's fault (E2602).
 */
export class LateLooks {
  readonly #lateMs: number;
  #looks = 0;
  #late = 0;
  #row = 0;

  /** An answer is late after so many milliseconds. */
  constructor(lateMs: number) {
    this.#lateMs = lateMs;
  }

  /** A look that took so many milliseconds. E2602 when it was one late one too many. */
  took(ms: number): Result<void> {
    const late = ms > this.#lateMs;
    this.#looks += 1;
    this.#late += late ? 1 : 0;
    this.#row = late ? this.#row + 1 : 0;
    return this.#row < IN_A_ROW ? ok(undefined) : this.#fault();
  }

  /** The time is over: `told`, if the scanner looked in time more often than not; else E2602. */
  timeUp(told: 'E2606' | 'E2607', limitMs: number): Result<never> {
    return this.#late * 2 > this.#looks ? this.#fault() : refuse(told, `${limitMs} ms`);
  }

  #fault(): Result<never> {
    return refuse('E2602', `${this.#late} of ${this.#looks} looks for a finger took over ${this.#lateMs} ms`);
  }
}
