import { ok } from '../contract/failure.ts';
import type { VeinScannerLine } from '../ports/vein-scanner.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';

/** The first search for a scanner: an H-1E tests itself for up to a minute, but nobody waits for that at the terminal. */
const IDENTITY_LIMIT_MS = 10_000;
/** Beyond the time for the finger: 51,200 bytes of a picture take 5 s at 115,200 baud, and the driver asks once more. */
const SLACK_MS = 15_000;

/** The port `VeinScannerLine` on the drivers worker. */
export function veinScannerOn(worker: WorkerConnection<DriversApi, DriversEvents>): VeinScannerLine {
  return {
    identity: async (signal) => {
      const told = await worker.call('veinIdentity', {}, { limitMs: IDENTITY_LIMIT_MS, signal });
      if (!told.ok) return told;
      const { model, maker, gives, maxTemplates, geometry, simulated } = told.value;
      const pictures = gives.includes('image') && geometry !== null;
      return ok({ model, maker, gives: pictures ? 'image' : 'feature', maxTemplates, geometry, simulated });
    },
    capture: async (timeoutMs, signal) => {
      const taken = await worker.call(
        'veinCapture',
        { timeoutMs },
        { limitMs: timeoutMs + SLACK_MS, signal },
      );
      if (!taken.ok) return taken;
      const { value } = taken;
      if (value.kind === 'retry') return ok(value);
      const { kind, width, height, bytes, frames } = value;
      const burst = frames?.map(({ bytes: grey, ...rest }) => ({ ...rest, grey }));
      return ok({ kind, width, height, grey: bytes, frames: burst });
    },
    fingerGone: (timeoutMs, signal) =>
      worker.call('veinFingerGone', { timeoutMs }, { limitMs: timeoutMs + SLACK_MS, signal }),
    enrolMaker: (captures, timeoutMs, signal) =>
      worker.call(
        'veinEnrolMaker',
        { captures, timeoutMs },
        // Each laying has its time, and the finger is lifted in between.
        { limitMs: 2 * captures * timeoutMs + SLACK_MS, signal },
      ),
    verifyMaker: (templates, timeoutMs, signal) =>
      worker.call('veinVerifyMaker', { templates, timeoutMs }, { limitMs: timeoutMs + SLACK_MS, signal }),
    onEvent: (listener) => worker.on('veinScanner', listener),
  };
}
