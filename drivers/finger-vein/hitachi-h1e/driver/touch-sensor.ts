import { transportErrors } from '../../../kit/errors.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { refuse } from '../../errors.ts';

/** What the touch sensor said last, and waiting for it to say something else. */
export class TouchSensor {
  readonly #waiting = new Set<() => void>();
  /** Why nothing will be told any more. */
  #failed: Result<never> | null = null;
  #finger = false;

  get finger(): boolean {
    return this.#finger;
  }

  tell(finger: boolean): void {
    this.#finger = finger;
    this.#wake();
  }

  /** Whoever waits gets this; null when the sensor is there again, with no finger on it as far as is known. */
  fail(failed: Result<never> | null): void {
    this.#failed = failed;
    this.#finger = false;
    this.#wake();
  }

  /** E2606 or E2607 when it does not come in time, E1008 when it is cancelled. */
  becomes(wanted: boolean, limitMs: number, signal?: AbortSignal): Promise<Result<void>> {
    return new Promise((resolve) => {
      const end = (result: Result<void>): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = (): void => end(err(failure(transportErrors, 'E1008', 'finger')));
      const look = (): void => {
        if (this.#failed) end(this.#failed);
        else if (this.#finger === wanted) end(ok(undefined));
      };
      const timer = setTimeout(() => end(refuse(wanted ? 'E2606' : 'E2607', `${limitMs} ms`)), limitMs);
      this.#waiting.add(look);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) onAbort();
      else look();
    });
  }

  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}
