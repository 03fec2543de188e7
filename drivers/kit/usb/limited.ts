import { transportErrors } from '../errors.ts';
import { err, failure, type Result } from '../result.ts';
import type { UsbWait } from './usb-bus.ts';

/** Why a transfer was called off: its time is over, or nobody wants it any more. */
export type StopCode = 'E1007' | 'E1008';

/**
 * One piece of work with a time limit and a signal. `start` begins it and gets `finish`, of which the first call counts; it
 * returns what calls the work off. That must lead to `finish` as well, if not at once: a transfer that the system still holds is
 * waited for, so that nobody closes a device below it.
 */
export function limited<T>(
  wait: UsbWait,
  start: (finish: (result: Result<T>) => void) => (code: StopCode) => void,
): Promise<Result<T>> {
  if (wait.signal?.aborted) return Promise.resolve(err(failure(transportErrors, 'E1008')));
  return new Promise((resolve) => {
    let stop: (code: StopCode) => void = () => undefined;
    const onAbort = (): void => stop('E1008');
    const timer = setTimeout(() => stop('E1007'), wait.limitMs);
    wait.signal?.addEventListener('abort', onAbort, { once: true });
    stop = start((result) => {
      clearTimeout(timer);
      wait.signal?.removeEventListener('abort', onAbort);
      resolve(result);
    });
  });
}
