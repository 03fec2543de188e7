import type { VisionApi, VisionEvents } from '../biometrics/vision-api.ts';
import type { Log } from '../log/log.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';

const HAND_LIMIT_MS = 10_000;

/**
 * Hands the key of the sealed templates to the vision worker at each of its starts, before anything else is asked of it: to
 * be called right after the worker was connected. Not in its argument list, which other programs of the machine may read.
 * @param keyOf a fresh copy each time (the ledger derives it from the platform's key); overwritten here
 */
export function handTemplateKey(
  vision: WorkerConnection<VisionApi, VisionEvents>,
  keyOf: () => Uint8Array,
  log: Log,
): void {
  const hand = async (): Promise<void> => {
    const key = keyOf();
    const told = await vision.call('templateKey', { key }, { limitMs: HAND_LIMIT_MS });
    key.fill(0);
    if (!told.ok) log('failure', { code: told.error.code, action: told.error.action, where: 'vision' });
  };
  vision.onState((state) => {
    if (state === 'up') void hand();
  });
  if (vision.state === 'up') void hand();
}
