import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileKeyStore, type KeyStore } from '../ledger/key-store.ts';
import { type Config, parseConfig } from './config.ts';
import { openPinMasterKey, sealPinMasterKey, simulatedPinKey } from './pin-master-key.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'yinling-pin-key-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const masterKeyFile = path.join(dir, 'pin.key');
const key = Uint8Array.from({ length: 16 }, (_, at) => at * 7);
let keyStore: KeyStore;
let other: KeyStore;

const configOf = (value: object): Config => {
  const parsed = parseConfig(value);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};
const withFile = configOf({ pinBlock: { masterKeyFile } });

beforeAll(() => {
  keyStore = fileKeyStore(path.join(dir, 'platform.key'));
  other = fileKeyStore(path.join(dir, 'other.key'));
  const platformKey = keyStore.create();
  if (!platformKey.ok || !other.create().ok) throw new Error('no platform key');
  writeFileSync(masterKeyFile, sealPinMasterKey(platformKey.value, key));
});

it('opens what was sealed for this terminal', () => {
  const opened = openPinMasterKey(withFile, keyStore);
  expect(opened).toMatchObject({ ok: true, value: { algorithm: 'SM4', simulated: false } });
  if (opened.ok) expect(Buffer.from(opened.value?.key ?? []).equals(key)).toBe(true);
});

it('says E2817 for another terminal, a changed file, no file, and a terminal without a key', () => {
  expect(openPinMasterKey(withFile, other)).toMatchObject({ error: { code: 'E2817' } });
  const none = fileKeyStore(path.join(dir, 'none.key'));
  expect(openPinMasterKey(withFile, none)).toMatchObject({ error: { code: 'E2817' } });
  const missing = configOf({ pinBlock: { masterKeyFile: path.join(dir, 'missing') } });
  expect(openPinMasterKey(missing, keyStore)).toMatchObject({ error: { code: 'E2817' } });
  const changed = path.join(dir, 'changed.key');
  writeFileSync(changed, Buffer.alloc(44, 1));
  expect(openPinMasterKey(configOf({ pinBlock: { masterKeyFile: changed } }), keyStore)).toMatchObject({
    error: { code: 'E2817' },
  });
});

it('is the simulated key in a demo, and none where a pad is all there is', () => {
  expect(openPinMasterKey(configOf({}), keyStore)).toEqual({ ok: true, value: simulatedPinKey() });
  const padOnly = configOf({ pinPad: { kind: 'simulated', fallback: 'none' } });
  expect(openPinMasterKey(padOnly, keyStore)).toEqual({ ok: true, value: null });
});

it('seals no key of another length', () => {
  expect(() => sealPinMasterKey(new Uint8Array(32), new Uint8Array(8))).toThrow(RangeError);
});
