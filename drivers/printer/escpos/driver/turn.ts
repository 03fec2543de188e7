import { err, failure, type Result } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';

/** Lets one piece of work use the wire at a time, in the order of asking. Who is cancelled while waiting gets E4010. */
export class Turn {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  get busy(): boolean {
    return this.#waiting > 0;
  }

  async take<T>(work: () => Promise<Result<T>>, signal?: AbortSignal): Promise<Result<T>> {
    this.#waiting++;
    const before = this.#last;
    const mine = (async (): Promise<Result<T>> => {
      await before;
      if (signal?.aborted) return err(failure(printerErrors, 'E4010', 'cancelled before anything was sent'));
      return work();
    })();
    this.#last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.#waiting--;
    }
  }
}
