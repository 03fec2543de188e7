import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../contract/failure.ts';
import { failureOf } from './errors.ts';
import { fileKeyStore } from './key-store.ts';
import { openLedger } from './ledger.ts';
import { FakeBank, FakeCards } from './testing/fake-systems.ts';

/** Run by damage.test.ts under a file-size limit: records until the disk is full, and tells each record that was kept. */
const dir = process.argv[2] as string;
const opened = await openLedger({
  file: join(dir, 'ledger.db'),
  keyStore: fileKeyStore(join(dir, 'ledger.key')),
  clock: { now: () => Date.now() },
  authority: { submit: async () => fail({ code: 'E6001', action: 'clear', message: 'away' }) },
  cards: new FakeCards(),
  bank: new FakeBank(),
});
const tell = (line: string) => writeSync(1, `${line}\n`);
if (opened.ok) {
  try {
    for (let i = 0; i < 5_000; i += 1) {
      opened.value.record('v', { type: 'handover', reason: 'x'.repeat(500) });
      tell('kept');
    }
  } catch (cause) {
    tell(`broken ${failureOf(cause).code}`);
  }
  await opened.value.stop();
} else tell(`closed ${opened.error.code}`);
