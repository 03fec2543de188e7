import { socialCardErrors } from '../../drivers/social-card/errors.ts';
import { failure } from '../../drivers/kit/result.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { SocialCard, SocialCardReader, SocialReaderEvent } from '../ports/social-card-reader.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';
import { waitThrough } from './wait-through.ts';

const READ_LIMIT_MS = 60_000;
const CHANGE_PIN_LIMIT_MS = 30_000;
/** The call never reached the worker: nothing was sent to the chip. */
const neverSent = new Set(['E9002', 'E9003']);

/** The port `SocialCardReader` on the drivers worker. Outages while waiting are waited through. */
export function socialCardReaderOn(worker: WorkerConnection<DriversApi, DriversEvents>): SocialCardReader {
  return {
    waitForCard: (signal) => waitThrough(worker, 'socialWaitForCard', signal),
    waitForRemoval: (signal) => waitThrough(worker, 'socialWaitForRemoval', signal),
    read: async (askHsm, signal): Promise<Result<SocialCard>> => {
      const limits = { limitMs: READ_LIMIT_MS, signal };
      let step = await worker.call('socialRead', {}, limits);
      // A card that moved asks again, with new challenges.
      while (step.ok && step.value.kind === 'challenge') {
        const { readId, challenge } = step.value;
        const reply = await askHsm(challenge, signal);
        step = await worker.call('socialReadAnswer', { readId, reply }, limits);
      }
      if (!step.ok) return step;
      return step.value.kind === 'card' ? ok(step.value.card) : fail(failure(socialCardErrors, 'E2516'));
    },
    changePin: async (newPin, signal) => {
      const changed = await worker.call(
        'socialChangePin',
        { handleId: newPin.id },
        { limitMs: CHANGE_PIN_LIMIT_MS, signal },
      );
      // A worker that died or was called off with the command on its way: nobody knows which password the chip has.
      if (!changed.ok && changed.error.code.startsWith('E90') && !neverSent.has(changed.error.code))
        return fail(failure(socialCardErrors, 'E2540', changed.error.code));
      return changed;
    },
    onEvent: (listener: (event: SocialReaderEvent) => void) => {
      const stops = [
        worker.on('socialCardMoved', () => listener({ type: 'retry' })),
        worker.on('device', ({ device, error }) => {
          if (device === 'socialReader')
            listener(error ? { type: 'lost', code: error.code } : { type: 'back' });
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
