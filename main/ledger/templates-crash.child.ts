import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { fail } from '../contract/failure.ts';
import { fileKeyStore } from './key-store.ts';
import { openLedger } from './ledger.ts';
import { FakeBank, FakeCards } from './testing/fake-systems.ts';
import { generation } from './testing/templates.ts';

/**
 * The process that templates-crash.test.ts kills: a few people enrol, renew and have it deleted, again and again. It tells
 * on stdout what it found, what it is about to do, and what was done when the ledger has returned.
 */
const [dir] = process.argv.slice(2) as [string];
const tell = (line: string) => writeSync(1, `${line}\n`);

// Who is killed writes no cache at its end, and the next one would compile everything again.
flushCompileCache();
tell('ready');
const [{ turn, people }] = (await once(process, 'message')) as [{ turn: number; people: string[] }];
const opened = await openLedger({
  file: join(dir, 'ledger.db'),
  keyStore: fileKeyStore(join(dir, 'ledger.key')),
  clock: { now: () => Date.now() },
  authority: { submit: async () => fail({ code: 'E6001', action: 'clear', message: 'away' }) },
  cards: new FakeCards(),
  bank: new FakeBank(),
});
if (!opened.ok) {
  tell(`closed ${opened.error.code}`);
  process.exit(1);
}
const ledger = opened.value;
for (const person of people) {
  const found = ledger.templatesOf(person).map(({ recordId }) => recordId);
  tell(`found ${person} ${found.sort().join(' ')}`);
}
for (let i = 0; ; i += 1) {
  const person = people[Math.floor(Math.random() * people.length)] as string;
  const visit = `visit ${turn}.${i}`;
  if (Math.random() < 0.3) {
    tell(`deleting ${person}`);
    ledger.deleteTemplates(visit, person);
    tell(`deleted ${person}`);
  } else {
    const name = `${person}.${turn}.${i}`;
    tell(`keeping ${person} ${name}`);
    ledger.keepTemplates(visit, person, generation(person, name));
    tell(`kept ${person} ${name}`);
  }
  // Lets the backup go on.
  await new Promise((resolve) => setImmediate(resolve));
}
