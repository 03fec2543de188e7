import { pause } from '../../../kit/pause.ts';

/** A rest that others can end. A call to look again is never lost, also when it comes while nobody rests. */
export class Waker {
  #resting: AbortController | null = null;
  #called = false;

  /** Something has happened: look again, now or right after what is being done. */
  call(): void {
    this.#called = true;
    this.nudge();
  }

  /** Ends a rest that is going on, and is forgotten when there is none. */
  nudge(): void {
    this.#resting?.abort();
  }

  /** Rests `ms` at most; not at all when it was called since the last rest. */
  async rest(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#called) {
      const resting = new AbortController();
      this.#resting = resting;
      await pause(ms, AbortSignal.any([signal, resting.signal]));
      this.#resting = null;
    }
    this.#called = false;
  }
}
