import { type LaidFinger, type SimulatedFinger, simulatedFingerSchema } from './finger.ts';

/** The place where a finger lies or does not; whoever waits is told at each change. */
export class Bench {
  #finger: LaidFinger | null = null;
  #layings = 0;
  readonly #waiting = new Set<() => void>();

  get finger(): LaidFinger | null {
    return this.#finger;
  }

  place(finger: SimulatedFinger): void {
    this.#finger = { ...simulatedFingerSchema.parse(finger), laying: ++this.#layings };
    this.#tell();
  }

  lift(): void {
    this.#finger = null;
    this.#tell();
  }

  onChange(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  /** Resolves true when a finger lies there (or none does), false when the time is over or the signal aborts. */
  becomes(present: boolean, limitMs: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (value: boolean): void => {
        clearTimeout(timer);
        stop();
        signal.removeEventListener('abort', onAbort);
        resolve(value);
      };
      const onAbort = (): void => end(false);
      const look = (): void => {
        if ((this.#finger !== null) === present) end(true);
      };
      const timer = setTimeout(() => end(false), limitMs);
      const stop = this.onChange(look);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) end(false);
      else look();
    });
  }

  #tell(): void {
    for (const listener of [...this.#waiting]) listener();
  }
}
