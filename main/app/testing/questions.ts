/** A call that a test answers when it wants to; remembers whether the core gave it up. */
export interface Asked<I, O> {
  readonly input: I;
  readonly signal: AbortSignal;
  answer(output: O): void;
  /** The adapter breaks. */
  fails(error: Error): void;
}

/** A queue of asked calls: tests await the next one and answer it. */
export class Questions<I, O> {
  readonly #waiting: Asked<I, O>[] = [];
  readonly #takers: ((asked: Asked<I, O>) => void)[] = [];

  ask(input: I, signal: AbortSignal): Promise<O> {
    return new Promise((answer, fails) => {
      const asked = { input, signal, answer, fails };
      const taker = this.#takers.shift();
      if (taker) taker(asked);
      else this.#waiting.push(asked);
    });
  }

  /** The next call that has not been given up. */
  async next(): Promise<Asked<I, O>> {
    for (;;) {
      const asked = this.#waiting.shift();
      if (asked && !asked.signal.aborted) return asked;
      if (!asked) return new Promise((resolve) => this.#takers.push(resolve));
    }
  }

  /** Whether a call waits that was not given up. */
  get open(): boolean {
    return this.#waiting.some(({ signal }) => !signal.aborted);
  }
}
