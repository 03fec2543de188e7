/** Pictures per second over the last `windowMs`. */
export class FrameRate {
  readonly #windowMs: number;
  #times: number[] = [];

  constructor(windowMs = 2000) {
    this.#windowMs = windowMs;
  }

  count(atMs: number): void {
    this.#times.push(atMs);
    while (this.#times.length > 1 && atMs - (this.#times[0] ?? atMs) > this.#windowMs) this.#times.shift();
  }

  reset(): void {
    this.#times = [];
  }

  /** 0 before the second picture. */
  perSecond(): number {
    const span = (this.#times.at(-1) ?? 0) - (this.#times[0] ?? 0);
    return span > 0 ? ((this.#times.length - 1) * 1000) / span : 0;
  }
}
