import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileKeyStore, type PlatformVault, platformKeyStore } from './key-store.ts';
import { ground } from './testing/test-ground.ts';

const turned = (bytes: Buffer) => Buffer.from(bytes.map((b) => b ^ 0x5a));
const vault: PlatformVault = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => turned(Buffer.from(text)),
  decryptString: (encrypted) => turned(encrypted).toString(),
};
const noVault: PlatformVault = { ...vault, isEncryptionAvailable: () => false };

describe('the key of the ledger', () => {
  it('is made once, kept whole, and never replaced', () => {
    const file = join(ground().dir, 'deep', 'ledger.key');
    for (const store of [fileKeyStore(file), platformKeyStore(`${file}.platform`, vault)]) {
      expect(store.load()).toEqual({ ok: true, value: null });
      const made = store.create();
      if (!made.ok) throw new Error(made.error.message);
      const kept = store.load();
      expect(kept.ok && Buffer.from(kept.value as Uint8Array).equals(made.value)).toBe(true);
      expect(store.create()).toMatchObject({ ok: false, error: { code: 'E7007' } });
    }
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  it('lies in the platform file only encrypted', () => {
    const file = join(ground().dir, 'ledger.key');
    const made = platformKeyStore(file, vault).create();
    if (!made.ok) throw new Error(made.error.message);
    const bytes = readFileSync(file);
    expect(bytes.includes(Buffer.from(made.value))).toBe(false);
    expect(bytes.includes(Buffer.from(made.value).toString('base64'))).toBe(false);
  });

  it('is refused when others may read it, when it is cut, or when the platform keeps none (E7007)', () => {
    const file = join(ground().dir, 'ledger.key');
    const store = fileKeyStore(file);
    store.create();
    chmodSync(file, 0o644);
    expect(store.load()).toMatchObject({ error: { code: 'E7007' } });
    rmSync(file);
    writeFileSync(file, 'short', { mode: 0o600 });
    expect(store.load()).toMatchObject({ error: { code: 'E7007' } });
    expect(platformKeyStore(file, vault).load()).toMatchObject({ error: { code: 'E7007' } });
    expect(platformKeyStore(file, noVault).load()).toMatchObject({ error: { code: 'E7007' } });
    expect(platformKeyStore(file, noVault).create()).toMatchObject({ error: { code: 'E7007' } });
    expect(fileKeyStore(join(file, 'below-a-file')).load()).toMatchObject({ error: { code: 'E7007' } });
    expect(fileKeyStore(join(file, 'below', 'a-file')).create()).toMatchObject({ error: { code: 'E7007' } });
  });
});

describe('a ledger and its key', () => {
  it('does not start without the key it was written with, nor make a new one (E7005, E7006, E7007)', async () => {
    const g = ground();
    const key = join(g.dir, 'ledger.key');
    const ledger = await g.open();
    ledger.record('v', { type: 'visitStarted' });
    await ledger.stop();
    const right = readFileSync(key);
    rmSync(key);
    expect(await g.tryOpen()).toMatchObject({ ok: false, error: { code: 'E7005' } });
    expect(existsSync(key)).toBe(false);
    writeFileSync(key, Buffer.alloc(32, 1), { mode: 0o600 });
    expect(await g.tryOpen()).toMatchObject({ ok: false, error: { code: 'E7006' } });
    chmodSync(key, 0o644);
    expect(await g.tryOpen()).toMatchObject({ ok: false, error: { code: 'E7007' } });
    writeFileSync(key, right);
    chmodSync(key, 0o600);
    expect((await g.open()).entriesOf('v').length).toBe(1);
  });
});
