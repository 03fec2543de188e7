import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { checkValue, KEY_BYTES } from '../drivers/kit/ciphers/block-cipher.ts';
import { sealPinMasterKey } from '../main/app/pin-master-key.ts';
import { fileKeyStore } from '../main/ledger/key-store.ts';

/**
 * `node scripts/seal-pin-key.ts STATE-DIR OUT [SM4|3DES]`: seals the bank's master key for the keys on the screen of this
 * terminal. Two key officers type one component each (32 hex digits, not shown); each sees the check value of theirs, both
 * that of the whole key. For terminals whose platform key is a file; the terminal must have been started once before.
 */
const [stateDir, out, algorithm = 'SM4'] = process.argv.slice(2);
if (!stateDir || !out || (algorithm !== 'SM4' && algorithm !== '3DES')) {
  process.stderr.write('usage: node scripts/seal-pin-key.ts STATE-DIR OUT [SM4|3DES]\n');
  process.exit(2);
}
const platformKey = fileKeyStore(path.join(stateDir, 'keys', 'ledger.key')).load();
if (!platformKey.ok || platformKey.value === null) {
  process.stderr.write(`${platformKey.ok ? 'start the terminal once first' : platformKey.error.message}\n`);
  process.exit(1);
}

const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
const lines = createInterface({
  input: process.stdin,
  output: unseen,
  terminal: process.stdin.isTTY === true,
});
const typed = lines[Symbol.asyncIterator]();
const key = new Uint8Array(KEY_BYTES);
for (const officer of ['first', 'second']) {
  process.stderr.write(`component of the ${officer} officer: `);
  const line = await typed.next();
  const component = Buffer.from(
    /^[0-9a-f]{32}$/i.test(line.value ?? '') ? (line.value as string) : '',
    'hex',
  );
  if (component.length !== KEY_BYTES) {
    process.stderr.write('not 32 hex digits\n');
    process.exit(1);
  }
  process.stderr.write(`check value ${checkValue(algorithm, component)}\n`);
  for (let at = 0; at < KEY_BYTES; at += 1) key[at] = (key[at] as number) ^ (component[at] as number);
  component.fill(0);
}
lines.close();
writeFileSync(out, sealPinMasterKey(platformKey.value, key), { mode: 0o600, flag: 'wx' });
process.stderr.write(`sealed; check value of the whole key ${checkValue(algorithm, key)}\n`);
key.fill(0);
