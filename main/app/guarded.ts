import { fail, type Result } from '../contract/failure.ts';
import { failureOf } from '../session/visit-types.ts';

/** Aborts when the visit leaves the step, or when the step's own limit is over. */
export const within = (signal: AbortSignal, limitMs: number): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);

/** Runs a port call; a call that throws is a bug in an adapter and becomes a coded failure, never a dead visit. */
export async function guarded<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    return fail(failureOf(error));
  }
}

/** For a step that ends only when the visit leaves it. */
export const untilAborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
