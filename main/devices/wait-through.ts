import { fail, ok, type Result } from '../contract/failure.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';
import { pause } from './pause.ts';

/** One long wait in the worker; renewed for as long as the core waits, so that a lost call heals by itself. */
const WAIT_SLICE_MS = 30_000;
/** Pause after a failed wait (reader away, worker restarting), ms. */
const PAUSE_MS = 500;

type WaitMethod = 'waitForCard' | 'waitForRemoval' | 'socialWaitForCard' | 'socialWaitForRemoval';

/** Waits for a card or for its removal through every outage of reader and worker; ends early only when it is aborted. */
export async function waitThrough(
  worker: WorkerConnection<DriversApi, DriversEvents>,
  method: WaitMethod,
  signal: AbortSignal,
): Promise<Result<void>> {
  for (;;) {
    const done = await worker.call(
      method,
      { timeoutMs: WAIT_SLICE_MS },
      { limitMs: WAIT_SLICE_MS + 5000, signal },
    );
    if (done.ok) return ok(undefined);
    if (signal.aborted) return fail(done.error);
    await pause(PAUSE_MS, signal);
  }
}
