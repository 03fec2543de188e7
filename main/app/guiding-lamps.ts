import type { KioskSnapshot } from '../contract/snapshot.ts';
import type { DriversApi, DriversEvents } from '../devices/drivers-api.ts';
import type { Log } from '../log/log.ts';
import { allLampsOff, lampNames } from '../ports/lamps.ts';
import { lampsOf } from '../session/lamps.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';

/** The worker answers when its devices have been opened, which takes up to half a minute. */
const LIMIT_MS = 35_000;

/**
 * Lets the lamps show where a hand is wanted: tells the worker at each snapshot at which a lamp changes, and again when the worker
 * was restarted, for then all are dark. What fails is logged, once until it changes, and nobody waits for it.
 */
export function guidingLamps(
  drivers: Pick<WorkerConnection<DriversApi, DriversEvents>, 'call' | 'onState'>,
  log: Log,
): (snapshot: KioskSnapshot) => void {
  let shown = allLampsOff;
  let lastCode = '';
  const tell = async (): Promise<void> => {
    const done = await drivers.call('setLights', shown, { limitMs: LIMIT_MS });
    const code = done.ok ? '' : done.error.code;
    // That the worker itself is away is logged where it is watched.
    if (!done.ok && code !== lastCode && !code.startsWith('E90'))
      log('failure', { code, action: done.error.action, where: 'lights' });
    lastCode = code;
  };
  drivers.onState((state) => {
    if (state === 'up') void tell();
  });
  return ({ view }) => {
    const now = lampsOf(view);
    if (lampNames.every((lamp) => now[lamp] === shown[lamp])) return;
    shown = now;
    void tell();
  };
}
