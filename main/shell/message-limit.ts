/** A leaky allowance: `burst` messages at once, `perSecond` over time. What a person's hands can cause stays far below. */
export class MessageLimit {
  #left: number;
  #lastAt: number;
  readonly #perSecond: number;
  readonly #burst: number;

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
    this.#lastAt = nowMs;
  }

  /** True while one more message at `nowMs` is within the allowance. */
  take(nowMs: number): boolean {
    this.#left = Math.min(this.#burst, this.#left + ((nowMs - this.#lastAt) / 1000) * this.#perSecond);
    this.#lastAt = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
