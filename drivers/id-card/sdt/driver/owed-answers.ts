/** An answer later than this will not come any more. */
const FORGET_AFTER_MS = 10_000;

/**
 * Requests whose answers have not arrived: given up by their limit, or cancelled. Answers do not name their command, so as
 * long as one is owed an answer that does not fit the present request is taken for the owed one.
 */
export class OwedAnswers {
  #since: number[] = [];
  #cancelled = false;
  #waiter: (() => void) | null = null;

  get count(): number {
    const oldest = performance.now() - FORGET_AFTER_MS;
    this.#since = this.#since.filter((at) => at > oldest);
    return this.#since.length;
  }

  add(why: 'silent' | 'cancelled'): void {
    this.#since.push(performance.now());
    // The answer of a cancelled request is probably on its way; a silent module was already waited for.
    if (why === 'cancelled') this.#cancelled = true;
  }

  arrived(): void {
    this.#since.shift();
    if (this.#since.length === 0) this.#wake();
  }

  clear(): void {
    this.#since = [];
    this.#wake();
  }

  /** Waits for the answer of a cancelled request, at most `limitMs`: the module is busy until it has sent it. */
  settled(limitMs: number): Promise<void> {
    if (!this.#cancelled || this.count === 0) {
      this.#cancelled = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), limitMs);
      this.#waiter = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #wake(): void {
    this.#cancelled = false;
    this.#waiter?.();
    this.#waiter = null;
  }
}
