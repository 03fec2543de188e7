import { hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { simulatedPinMasterKey } from '../../fixtures/pin-keys/simulated-master-key.ts';
import { refuse } from '../../drivers/pin-pad/errors.ts';
import { ok, type Result } from '../contract/failure.ts';
import type { KeyStore } from '../ledger/key-store.ts';
import { openBox, sealBox } from '../ledger/sealing.ts';
import { type Config, screenKeysUsed } from './config.ts';

/** The terminal's master key for PIN blocks that are made outside an encrypting pad. */
export interface PinMasterKey {
  readonly algorithm: 'SM4' | '3DES';
  /** 16 bytes. */
  readonly key: Uint8Array;
  readonly simulated: boolean;
}

const KEY_BYTES = 16;
const BELONGS_TO = 'yinling pin master key';

const boxKey = (platformKey: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', platformKey, new Uint8Array(), BELONGS_TO, 32));

/** The demo's key, which everybody may read. */
export const simulatedPinKey = (): PinMasterKey => ({
  algorithm: simulatedPinMasterKey.algorithm,
  key: Buffer.from(simulatedPinMasterKey.keyHex, 'hex'),
  simulated: true,
});

/** What a sealed file holds: only the terminal whose platform key this is can open it. */
export function sealPinMasterKey(platformKey: Uint8Array, key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new RangeError(`a master key of ${key.length} bytes`);
  return sealBox(boxKey(platformKey), BELONGS_TO, key);
}

/**
 * Opens the configured file under the key that the platform keeps, or takes the simulated key of the demo. Null when no
 * password is ever typed on the screen. E2817 when the file cannot be opened.
 */
export function openPinMasterKey(config: Config, keyStore: KeyStore): Result<PinMasterKey | null> {
  const { masterKeyFile, algorithm } = config.pinBlock;
  if (!screenKeysUsed(config)) return ok(null);
  if (masterKeyFile === undefined) return ok({ ...simulatedPinKey(), algorithm });
  const platformKey = keyStore.load();
  if (!platformKey.ok) return platformKey;
  if (platformKey.value === null) return refuse('E2817', 'this terminal has no platform key yet');
  let box: Uint8Array;
  try {
    box = readFileSync(masterKeyFile);
  } catch (error) {
    return refuse('E2817', (error as NodeJS.ErrnoException).code ?? 'unreadable');
  }
  const key = openBox(boxKey(platformKey.value), BELONGS_TO, box);
  if (key?.length !== KEY_BYTES) return refuse('E2817', 'sealed for another terminal, or changed');
  return ok({ algorithm, key, simulated: false });
}
