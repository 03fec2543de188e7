import { transportErrors } from './errors.ts';
import { err, failure, type Result } from './result.ts';

/**
 * Waits for `work` at most `limitMs`, or until `signal` aborts. The work itself is not stopped by this: whoever starts it
 * must listen to the same signal if it can be stopped.
 */
export function timed<T>(
  work: Promise<Result<T>>,
  limitMs: number,
  what: string,
  signal?: AbortSignal,
): Promise<Result<T>> {
  if (signal?.aborted) return Promise.resolve(err(failure(transportErrors, 'E1008', what)));
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      stop();
      resolve(err(failure(transportErrors, 'E1008', what)));
    };
    const timer = setTimeout(() => {
      stop();
      resolve(err(failure(transportErrors, 'E1007', `${what}, limit ${limitMs} ms`)));
    }, limitMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error);
      },
    );
  });
}
