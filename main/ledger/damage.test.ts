import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { fail } from '../contract/failure.ts';
import { type Ground, ground, never, submissionOf } from './testing/test-ground.ts';
import { bankOf, cards, ticketOf } from './testing/items.ts';
import { generation } from './testing/templates.ts';

const away = async () => fail({ code: 'E6001', action: 'clear', message: 'away' } as const);

describe('a ledger that cannot be used', () => {
  it('is refused when another program holds it (E7003), and opens when that one ends', async () => {
    const g = ground();
    const first = await g.open();
    expect(await g.tryOpen()).toMatchObject({ ok: false, error: { code: 'E7003' } });
    first.record('v', { type: 'visitStarted' });
    await first.stop();
    expect((await g.open()).entriesOf('v').length).toBe(1);
  });

  it('is refused when it cannot be opened or written (E7001)', async () => {
    const g = ground();
    mkdirSync(join(g.dir, 'folder.db'));
    expect(await g.tryOpen({ file: join(g.dir, 'folder.db') })).toMatchObject({ ok: false });
    writeFileSync(join(g.dir, 'plain'), '');
    const below = join(g.dir, 'plain', 'ledger.db');
    expect(await g.tryOpen({ file: below })).toMatchObject({ error: { code: 'E7001' } });
  });

  it('is refused when a newer program wrote it (E7008)', async () => {
    const g = ground();
    await (await g.open()).stop();
    const db = new DatabaseSync(g.file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(await g.tryOpen()).toMatchObject({ ok: false, error: { code: 'E7008' } });
  });
});

describe('a full disk', () => {
  it('is told as E7002 or E7010, breaks nothing that was kept, and is over when there is room again', async () => {
    const g = ground();
    await (await g.open()).stop();
    // A real limit by the system: this process may write no file beyond it.
    const entry = join(import.meta.dirname, 'full-disk.child.ts');
    const child = spawn(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 400; exec "$0" "$1" "$2"`, process.execPath, entry, g.dir],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let told = '';
    child.stdout.on('data', (data) => {
      told += data;
    });
    await once(child, 'close');
    const lines = told.trim().split('\n');
    const kept = lines.filter((line) => line.startsWith('kept')).length;
    expect(kept).toBeGreaterThan(20);
    expect(lines.at(-1)).toMatch(/^broken E70(02|10)$/);
    const again = await g.open();
    const entries = again.entriesOf('v').length;
    expect(entries).toBeGreaterThanOrEqual(kept);
    expect(entries).toBeLessThanOrEqual(kept + 1);
    expect(again.verifyChain()).toMatchObject({ ok: true });
    again.record('v', { type: 'helpCalled' });
  });

  it('is E7002 by the number that SQLite gives for it, and the transaction is undone', async () => {
    const { LedgerDatabase, openDatabase } = await import('./database.ts');
    const g = ground();
    const opened = openDatabase(g.file);
    if (!opened.ok) throw new Error(opened.error.message);
    const db = opened.value;
    expect(db).toBeInstanceOf(LedgerDatabase);
    const { page_count: pages } = db.raw.prepare('PRAGMA page_count').get() as { page_count: number };
    db.raw.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const fill = () =>
      db.transaction(() => {
        for (let i = 0; i < 100; i += 1) {
          db.run('INSERT INTO meta VALUES (?, ?)', `${i}`, 'x'.repeat(1_000));
        }
      });
    expect(fill).toThrow(expect.objectContaining({ failure: expect.objectContaining({ code: 'E7002' }) }));
    expect(db.get('SELECT count(*) AS n FROM meta')?.n).toBe(0);
    db.close();
  });
});

/** A closed ledger with `visits` visits in it, a submission and an item that are pending, and a ticket. */
async function filled(g: Ground, visits: number): Promise<void> {
  g.answer = away;
  g.bank.mode = 'away';
  const ledger = await g.open();
  for (let i = 0; i < visits; i += 1) {
    ledger.record(`v${i}`, { type: 'visitStarted' });
    ledger.record(`v${i}`, { type: 'visitEnded', how: 'done' });
  }
  await ledger.submit(submissionOf('waits', 'v0'), 0, never);
  await ledger.submitItem(bankOf('item', 'v0'), null, 0, never);
  ledger.saveTicket(cards, ticketOf('v0'));
  await ledger.stop();
}

/** Overwrites a stretch of the file. */
function scratch(file: string, from: number, bytes: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
}

describe('a damaged file', () => {
  it('is refused wherever it is damaged (E7004, or E7009 where the pages are whole), and never opened as new', async () => {
    const g = ground();
    await filled(g, 60);
    const whole = readFileSync(g.file);
    const codes = new Set<string>();
    for (let from = 0; from < whole.length; from += 4_096) {
      writeFileSync(g.file, whole);
      scratch(g.file, from, 1_500);
      const result = await g.tryOpen();
      if (result.ok) {
        // The damage hit bytes that hold nothing, or old entries: those are found by checking everything.
        const chain = result.value.verifyChain();
        expect(chain.ok || chain.error.code.startsWith('E70')).toBe(true);
        await result.value.stop();
        codes.add('opened');
      } else codes.add(result.error.code);
    }
    expect(codes).toContain('E7004');
    for (const code of codes) expect(['E7004', 'E7009', 'E7008', 'E7006', 'opened']).toContain(code);
    writeFileSync(g.file, whole.subarray(0, 5_000));
    expect(await g.tryOpen()).toMatchObject({ error: { code: 'E7004' } });
    writeFileSync(g.file, 'no database at all, but long enough to be taken for one '.repeat(200));
    expect(await g.tryOpen()).toMatchObject({ error: { code: 'E7004' } });
  });

  it('without a backup is not restored', async () => {
    const g = ground();
    await filled(g, 2);
    rmSync(`${g.file}.backup`);
    scratch(g.file, 0, 100);
    expect(await g.tryOpen({ onDamage: 'restore' })).toMatchObject({ error: { code: 'E7004' } });
    expect(existsSync(g.file)).toBe(true);
  });

  it('is restored from the backup with all that can be read, what is pending and the ticket too, and set aside', async () => {
    const g = ground();
    await filled(g, 5);
    const backup = readFileSync(`${g.file}.backup`);
    expect(statSync(`${g.file}.backup`).size).toBe(backup.length);
    const db = new DatabaseSync(g.file);
    // An index tree destroyed: the ledger is refused, the tables can still be read.
    const root = db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'journal_type'").get();
    db.exec('PRAGMA journal_mode = DELETE');
    db.close();
    scratch(g.file, ((root?.rootpage as number) - 1) * 4_096, 4_096);
    expect(await g.tryOpen()).toMatchObject({ error: { code: 'E7004' } });
    const ledger = await g.open({ onDamage: 'restore' });
    expect(
      ledger
        .pending()
        .map((item) => item.key)
        .sort(),
    ).toEqual(['item', 'waits']);
    expect(ledger.ticketFor(cards)).toMatchObject({ visitId: 'v0', consent: 'signature' });
    expect(ledger.entriesOf('v0').map((e) => e.type)).toEqual([
      'visitStarted',
      'visitEnded',
      'submission',
      'submission',
      'ticketSaved',
    ]);
    expect(ledger.entriesOf('v0')[2]?.sealed).toMatchObject({ name: '王桂芝' });
    expect(ledger.entriesOf('-').at(-1)).toMatchObject({
      type: 'recovered',
      open: { entries: 13, submissions: 2 },
    });
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
    expect(readdirSync(g.dir).some((name) => name.startsWith('ledger.db.damaged-'))).toBe(true);
  });

  it('that cannot be read at all comes back as the backup has it', async () => {
    const g = ground();
    await filled(g, 5);
    const after = await g.open();
    g.timers.now += 86_400_000;
    await after.stop();
    writeFileSync(g.file, 'rubbish'.repeat(5_000));
    const ledger = await g.open({ onDamage: 'restore' });
    expect(ledger.entriesOf('-').at(-1)).toMatchObject({ type: 'recovered', open: { entries: 0 } });
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
  });
});

describe('a plug pulled while the log is being written', () => {
  it('leaves what was complete and nothing half, at 200 places where the log may be cut', async () => {
    const g = ground();
    g.answer = away;
    const ledger = await g.open();
    ledger.record('v', { type: 'visitStarted' });
    for (let i = 0; i < 25; i += 1) {
      await ledger.submit(submissionOf(`k${i}`, 'v'), 0, never);
      if (i % 3 === 0) ledger.saveTicket(cards, ticketOf('v'));
      if (i % 5 === 0) ledger.keepTemplates('v', `s${i}`, generation(`s${i}`, `${i}`));
    }
    await g.timers.pass(0);
    const cut = join(g.dir, 'cut');
    mkdirSync(cut);
    const length = statSync(`${g.file}-wal`).size;
    let most = 0;
    for (let i = 0; i <= 200; i += 1) {
      const file = join(cut, `${i}.db`);
      copyFileSync(g.file, file);
      copyFileSync(`${g.file}-wal`, `${file}-wal`);
      truncateSync(`${file}-wal`, Math.floor((length * i) / 200));
      const db = new DatabaseSync(file);
      const one = (sql: string) => {
        try {
          return (db.prepare(sql).get()?.n as number | undefined) ?? 0;
        } catch {
          return 0;
        }
      };
      const entries = one('SELECT count(*) AS n FROM journal');
      expect(one('SELECT seq AS n FROM head')).toBe(entries);
      expect(one("SELECT count(*) AS n FROM journal WHERE type = 'submission'")).toBe(
        one('SELECT count(*) AS n FROM outbox'),
      );
      expect(one('SELECT max(entry) AS n FROM ticket')).toBe(
        one("SELECT max(seq) AS n FROM journal WHERE type = 'ticketSaved'"),
      );
      expect(one('SELECT count(*) AS n FROM template')).toBe(
        3 * one("SELECT count(*) AS n FROM journal WHERE type = 'templatesKept'"),
      );
      const submissions = one('SELECT count(*) AS n FROM outbox');
      expect(entries).toBeGreaterThanOrEqual(most);
      most = entries;
      db.close();
      if (i % 10 === 0) {
        const opened = await g.open({ file });
        expect(opened.verifyChain()).toMatchObject({ ok: true });
        expect(opened.pendingCount()).toBe(submissions);
        await opened.stop();
      }
    }
    expect(most).toBe(40);
  });
});
