import { ok } from '../contract/failure.ts';
import type { IdentityReader, ReaderEvent } from '../ports/identity-reader.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';
import { waitThrough } from './wait-through.ts';

const READ_LIMIT_MS = 20_000;

/** The port `IdentityReader` on the drivers worker. Outages while waiting are waited through. */
export function identityReaderOn(worker: WorkerConnection<DriversApi, DriversEvents>): IdentityReader {
  return {
    waitForCard: (signal) => waitThrough(worker, 'waitForCard', signal),
    waitForRemoval: (signal) => waitThrough(worker, 'waitForRemoval', signal),
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
