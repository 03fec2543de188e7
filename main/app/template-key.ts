import { hkdfSync } from 'node:crypto';
import { fail, ok, type Result } from '../contract/failure.ts';
import { ledgerFailure } from '../ledger/errors.ts';
import type { KeyStore } from '../ledger/key-store.ts';
import type { Log } from '../log/log.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { VisionApi, VisionEvents } from '../biometrics/vision-api.ts';

const KEY_BYTES = 32;
const HAND_LIMIT_MS = 10_000;

/**
 * The key that wraps the key of every sealed template: derived (HKDF-SHA-256) from the one that the platform keeps, so that
 * nothing else of the terminal opens a template. E7007 when the platform's key is away.
 */
export function templateKeyFrom(keyStore: KeyStore): Result<Uint8Array> {
  const platformKey = keyStore.load();
  if (!platformKey.ok) return platformKey;
  if (platformKey.value === null)
    return fail(ledgerFailure('E7007', 'this terminal has no platform key yet'));
  return ok(
    new Uint8Array(hkdfSync('sha256', platformKey.value, new Uint8Array(), 'yinling templates', KEY_BYTES)),
  );
}

/**
 * Hands the key to the vision worker at each of its starts, before anything else is asked of it: to be called right after
 * the worker was connected. Not in its argument list, which other programs of the machine may read.
 */
export function handTemplateKey(
  vision: WorkerConnection<VisionApi, VisionEvents>,
  key: Uint8Array,
  log: Log,
): void {
  const hand = async (): Promise<void> => {
    const told = await vision.call('templateKey', { key }, { limitMs: HAND_LIMIT_MS });
    if (!told.ok) log('failure', { code: told.error.code, action: told.error.action, where: 'vision' });
  };
  vision.onState((state) => {
    if (state === 'up') void hand();
  });
  if (vision.state === 'up') void hand();
}
