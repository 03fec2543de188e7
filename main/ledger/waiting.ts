import type { Timers } from './timers.ts';

/** Who waits for the answer to a submission, by its key. */
export class Waiting {
  readonly #timers: Timers;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Resolves when the answer is there, after `waitMs`, or when the person waits no longer. Called before the delivery. */
  async for(key: string, waitMs: number, signal: AbortSignal): Promise<void> {
    const answered = new Promise<void>((resolve) => this.#waitersOf(key).add(resolve));
    if (signal.aborted || waitMs <= 0) return;
    let done = () => {};
    const over = new Promise<void>((resolve) => {
      done = resolve;
    });
    const cancel = this.#timers.after(waitMs, done);
    signal.addEventListener('abort', done, { once: true });
    await Promise.race([answered, over]);
    cancel();
    signal.removeEventListener('abort', done);
  }

  wake(key: string): void {
    const waiters = this.#waiting.get(key);
    this.#waiting.delete(key);
    for (const wake of waiters ?? []) wake();
  }

  wakeAll(): void {
    for (const key of [...this.#waiting.keys()]) this.wake(key);
  }

  #waitersOf(key: string): Set<() => void> {
    const known = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, known);
    return known;
  }
}
