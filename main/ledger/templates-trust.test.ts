import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openTemplate } from '../biometrics/template-seal.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import { foundIn } from './testing/search-files.ts';
import { enrolled, mapOf } from './testing/templates.ts';
import { type Ground, ground } from './testing/test-ground.ts';

/** What a stolen, exchanged or restored ledger file gives: no template, and nothing back that was deleted. */

/** Destroys an index or a table, so that the ledger is refused; the others can still be read. */
function breakTree(g: Ground, name: string): void {
  const db = new DatabaseSync(g.file);
  const root = db.prepare('SELECT rootpage AS page FROM sqlite_master WHERE name = ?').get(name);
  db.exec('PRAGMA journal_mode = DELETE');
  db.close();
  const bytes = readFileSync(g.file);
  const page = root?.page as number;
  bytes.fill(0xa5, (page - 1) * 4_096, page * 4_096);
  writeFileSync(g.file, bytes);
}

/** Changes the closed file as somebody with the file but without the key could. */
function tamper(g: Ground, sql: string, ...values: (string | Uint8Array)[]): void {
  const db = new DatabaseSync(g.file);
  db.prepare(sql).run(...values);
  db.close();
}

const rowIn = (g: Ground, recordId: string) => {
  const db = new DatabaseSync(g.file, { readOnly: true });
  const row = db.prepare('SELECT * FROM template WHERE record_id = ?').get(recordId);
  db.close();
  return Object.values(row ?? {}) as (string | Uint8Array)[];
};

describe('a stolen ledger without its key', () => {
  /** Takes each 32 bytes of the files for a key. */
  const keysFoundIn = (files: readonly Buffer[], template: SealedTemplate) => {
    const tried = new Set<string>();
    const found: Buffer[] = [];
    for (const file of files) {
      for (let at = 0; at + 32 <= file.length; at += 1) {
        const window = file.subarray(at, at + 32);
        const text = window.toString('latin1');
        if (tried.has(text)) continue;
        tried.add(text);
        if (openTemplate(window, template) !== null) found.push(window);
      }
    }
    return found;
  };

  it('gives no template: no map lies in it, and no 32 bytes of it open one', {
    timeout: 60_000,
  }, async () => {
    const g = ground();
    const ledger = await g.open();
    const subject = ledger.subjectOf('999900195103120021');
    const one = enrolled(subject, 'rightIndex', 'a', ledger.templateKey());
    ledger.keepTemplates('v', subject, [one]);
    await ledger.stop();
    const names = readdirSync(g.dir).filter((name) => name !== 'ledger.key');
    expect(names.sort()).toEqual(['ledger.db', 'ledger.db.backup']);
    const map = mapOf('a');
    const rows = Array.from({ length: 20 }, (_, i) => Buffer.from(map.subarray(i * 700, i * 700 + 24)));
    const secrets = [...rows, Buffer.from(ledger.templateKey())];
    expect(
      foundIn(
        g.dir,
        secrets.map((bytes) => bytes.toString('hex')),
      ),
    ).toEqual([]);
    const files = names.map((name) => readFileSync(join(g.dir, name)));
    expect(keysFoundIn(files, one)).toEqual([]);
    // The same search finds the key where it does lie, and with it the map.
    const [key] = keysFoundIn([Buffer.concat([Buffer.alloc(77), ledger.templateKey()])], one);
    expect(openTemplate(key as Buffer, one)).toEqual(map);
  });

  it('has another template key and other subjects at each terminal, and neither is the key of anything else', async () => {
    const [here, there] = [await ground().open(), await ground().open()];
    const idNumber = '999900195103120021';
    expect(here.templateKey()).toHaveLength(32);
    expect(here.templateKey()).toEqual(here.templateKey());
    expect(here.templateKey()).not.toEqual(there.templateKey());
    expect(here.subjectOf(idNumber)).not.toBe(there.subjectOf(idNumber));
    // Whoever overwrites the key that was handed out does not change the ledger's.
    here.templateKey().fill(0);
    expect(here.templateKey()).not.toEqual(new Uint8Array(32));
  });
});

describe('the table against the journal', () => {
  it('gives nothing back that was deleted or renewed, when its row is put into the file again', async () => {
    const g = ground();
    const first = await g.open();
    const [a, b, c] = [enrolled('s', null, 'a'), enrolled('t', null, 'b'), enrolled('t', null, 'c')];
    first.keepTemplates('v1', 's', [a]);
    first.keepTemplates('v2', 't', [b]);
    await first.stop();
    const rows = ['record-a', 'record-b'].map((id) => rowIn(g, id));
    const second = await g.open();
    second.deleteTemplates('v3', 's');
    second.keepTemplates('v4', 't', [c]);
    await second.stop();
    tamper(g, "DELETE FROM template WHERE record_id = 'record-c'");
    for (const row of rows) tamper(g, 'INSERT INTO template VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', ...row);
    const third = await g.open();
    expect([third.templatesOf('s'), third.templatesOf('t')]).toEqual([[], []]);
    expect(third.entriesOf('-').map(({ type, open }) => [type, open.why, open.records])).toMatchObject([
      ['templatesDeleted', 'unaccounted', [{ recordId: 'record-a' }, { recordId: 'record-b' }]],
      ['templatesDeleted', 'missing', [{ recordId: 'record-c' }]],
    ]);
    await third.stop();
    const hex = [a, b].map(({ wrappedKey }) => Buffer.from(wrappedKey).toString('hex'));
    expect(foundIn(g.dir, hex)).toEqual([]);
    // It is told once.
    expect((await g.open()).entriesOf('-').length).toBe(2);
  });

  it.each([
    ['another person', "UPDATE template SET subject = 't' WHERE finger = 'leftIndex'"],
    ['another finger', "UPDATE template SET finger = 'rightMiddle' WHERE finger = 'leftIndex'"],
    ['a face', "UPDATE template SET kind = 'face', finger = NULL WHERE finger = 'leftIndex'"],
    ['another device', "UPDATE template SET device = 'scanner-2' WHERE finger = 'leftIndex'"],
    ['another record', "UPDATE template SET record_id = 'x' WHERE finger = 'leftIndex'"],
    [
      "another record's key",
      `UPDATE template SET wrapped_key = (SELECT wrapped_key FROM template WHERE finger = 'rightIndex')
       WHERE finger = 'leftIndex'`,
    ],
  ])('a record that was moved to %s does not open, and the others do', async (_, sql) => {
    const g = ground();
    const first = await g.open();
    const key = first.templateKey();
    const left = enrolled('s', 'leftIndex', 'a', key);
    first.keepTemplates('v', 's', [left, enrolled('s', 'rightIndex', 'b', key)]);
    await first.stop();
    tamper(g, sql);
    const ledger = await g.open();
    const opened = ['s', 't'].flatMap((subject) =>
      ledger.templatesOf(subject).flatMap((one) => openTemplate(ledger.templateKey(), one) ?? []),
    );
    expect(opened).toEqual([mapOf('b')]);
  });

  it('takes a row that no program wrote for none, and deletes it all the same', async () => {
    const g = ground();
    const first = await g.open();
    first.keepTemplates('v1', 's', [enrolled('s', 'leftIndex', 'a')]);
    await first.stop();
    tamper(g, "UPDATE template SET finger = 'thumb'");
    const ledger = await g.open();
    expect(ledger.templatesOf('s')).toEqual([]);
    expect(ledger.deleteTemplates('v2', 's')).toBe(1);
    expect(ledger.entriesOf('v2')).toMatchObject([{ open: { records: [{ finger: 'thumb' }] } }]);
  });
});

describe('a damaged ledger that is restored', () => {
  /** One person's records in the backup; then one deletes, one renews, one enrols; then an index breaks. */
  async function damaged(g: Ground): Promise<void> {
    const first = await g.open();
    first.keepTemplates('v', 'deletes', [enrolled('deletes', 'rightIndex', 'deleted')]);
    first.keepTemplates('v', 'renews', [enrolled('renews', 'rightIndex', 'old')]);
    first.keepTemplates('v', 'stays', [enrolled('stays', null, 'stays')]);
    await first.stop();
    const kept = join(g.dir, 'kept');
    copyFileSync(g.file, kept);
    const last = await g.open();
    last.deleteTemplates('v', 'deletes');
    last.keepTemplates('v', 'renews', [enrolled('renews', 'rightIndex', 'new')]);
    last.keepTemplates('v', 'enrols', [enrolled('enrols', null, 'enrolled')]);
    await last.stop();
    // As after a crash in the moment of a deletion: the backup is from before it.
    copyFileSync(kept, `${g.file}.backup`);
    breakTree(g, 'journal_type');
  }

  it('has what was kept after the backup, and nothing that was deleted after it', async () => {
    const g = ground();
    await damaged(g);
    expect(await g.tryOpen()).toMatchObject({ error: { code: 'E7004' } });
    const ledger = await g.open({ onDamage: 'restore' });
    const of = (subject: string) => ledger.templatesOf(subject).map(({ recordId }) => recordId);
    expect(of('deletes')).toEqual([]);
    expect(of('renews')).toEqual(['record-new']);
    expect(of('stays')).toEqual(['record-stays']);
    expect(of('enrols')).toEqual(['record-enrolled']);
    expect(ledger.entriesOf('-').map(({ type, open }) => [type, open.why ?? open.templates])).toEqual([
      ['templatesDeleted', 'unaccounted'],
      ['recovered', 2],
    ]);
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
    await ledger.stop();
    const db = new DatabaseSync(`${g.file}.backup`, { readOnly: true });
    expect(
      db
        .prepare('SELECT record_id AS id FROM template ORDER BY 1')
        .all()
        .map(({ id }) => id),
    ).toEqual(['record-enrolled', 'record-new', 'record-stays']);
    db.close();
  });

  it('tells which records it lost where they cannot be read any more', async () => {
    const g = ground();
    await damaged(g);
    breakTree(g, 'template');
    const ledger = await g.open({ onDamage: 'restore' });
    expect(['deletes', 'renews', 'stays', 'enrols'].map((s) => ledger.templatesOf(s).length)).toEqual([
      0, 0, 1, 0,
    ]);
    expect(ledger.entriesOf('-').at(-1)).toMatchObject({
      type: 'templatesDeleted',
      open: { why: 'missing', records: [{ recordId: 'record-new' }, { recordId: 'record-enrolled' }] },
    });
  });
});
