import type { DeviceFailure, Result } from '../kit/result.ts';
import { err, failure } from '../kit/result.ts';
import { fingerVeinErrors, refuse } from './errors.ts';

/** Lets one capture run at a time. One that was called off needs a moment until the scanner is out; the next waits for it. */
export class OneAtATime {
  #running: { readonly signal: AbortSignal | undefined; readonly ended: Promise<unknown> } | null = null;

  async run<T>(signal: AbortSignal | undefined, work: () => Promise<Result<T>>): Promise<Result<T>> {
    while (this.#running) {
      if (!this.#running.signal?.aborted) return refuse('E2605');
      await this.#running.ended;
    }
    const done = work().finally(() => {
      this.#running = null;
    });
    this.#running = { signal, ended: done.catch(() => undefined) };
    const result = await done;
    return result.ok ? result : err(lostDuring(result.error));
  }
}

/** The loss of the wire during a capture has a code of its own: somebody's finger lies there. */
const lostDuring = (error: DeviceFailure): DeviceFailure =>
  /^E10(05|06|07|09|10|11|13)$/.test(error.code) ? failure(fingerVeinErrors, 'E2615', error.code) : error;
