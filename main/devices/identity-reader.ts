import type { Result } from '../contract/failure.ts';
import { fail, ok } from '../contract/failure.ts';
import type { IdentityReader, ReaderEvent } from '../ports/identity-reader.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';
import { pause } from './pause.ts';

/** One long wait in the worker; renewed for as long as the core waits, so that a lost call heals by itself. */
const WAIT_SLICE_MS = 30_000;
/** Pause after a failed wait (reader away, worker restarting), ms. */
const PAUSE_MS = 500;
const READ_LIMIT_MS = 20_000;

/** The port `IdentityReader` on the drivers worker. Outages while waiting are waited through. */
export function identityReaderOn(worker: WorkerConnection<DriversApi, DriversEvents>): IdentityReader {
  const waitThrough = async (
    method: 'waitForCard' | 'waitForRemoval',
    signal: AbortSignal,
  ): Promise<Result<void>> => {
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
  };
  return {
    waitForCard: (signal) => waitThrough('waitForCard', signal),
    waitForRemoval: (signal) => waitThrough('waitForRemoval', signal),
    read: async (signal) => {
      const read = await worker.call('readCard', {}, { limitMs: READ_LIMIT_MS, signal });
      if (!read.ok) return read;
      return ok({ ...read.value.card, photo: read.value.photo, consistent: read.value.consistent });
    },
    onEvent: (listener: (event: ReaderEvent) => void) => {
      const stops = [
        worker.on('cardMoved', () => listener({ type: 'retry' })),
        worker.on('device', ({ device, error }) => {
          if (device === 'reader') listener(error ? { type: 'lost', code: error.code } : { type: 'back' });
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
