/** So many restarts in a window of time; when it is spent, something else than restarting must happen. */
export class RestartBudget {
  #recent: number[] = [];
  #total = 0;
  readonly #restarts: number;
  readonly #windowMs: number;

  constructor(restarts: number, windowMs: number) {
    this.#restarts = restarts;
    this.#windowMs = windowMs;
  }

  get total(): number {
    return this.#total;
  }

  /** True when one more restart is within the budget at `now` (milliseconds, any monotonic clock). */
  take(now: number): boolean {
    this.#total += 1;
    this.#recent = this.#recent.filter((at) => now - at < this.#windowMs);
    if (this.#recent.length >= this.#restarts) return false;
    this.#recent.push(now);
    return true;
  }
}
