import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { people } from '../../fixtures/people/people.ts';
import { fail } from '../contract/failure.ts';
import { canonicalJson } from './canonical.ts';
import { accepted, type Ground, ground, never, submissionOf } from './testing/test-ground.ts';
import { bankOf, cards, homeVisitOf, personal, pinBlockOf, socialOf, ticketOf } from './testing/items.ts';
import { foundIn } from './testing/search-files.ts';

/** Whether what the ledger says can be believed, and whether it keeps to itself what it must. */

const dayMs = 86_400_000;

/** A ledger with three visits, closed. */
async function written(g: Ground): Promise<number> {
  const ledger = await g.open();
  for (const visit of ['v1', 'v2', 'v3']) {
    ledger.record(visit, { type: 'visitStarted' });
    ledger.record(visit, { type: 'cardRead', sealed: { idNumber: 'X', name: 'Y' }, consistent: true });
    await ledger.submit(submissionOf(`k-${visit}`, visit), 1_000, never);
    ledger.record(visit, { type: 'visitEnded', how: 'done' });
  }
  const { length } = ['visitStarted', 'cardRead', 'submission', 'answer', 'visitEnded'];
  await ledger.stop();
  return 3 * length;
}

/** Changes the closed file as somebody with the file but without the key could, past the triggers. */
function tamper(g: Ground, sql: string): void {
  const db = new DatabaseSync(g.file);
  db.exec('DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete');
  db.exec(sql);
  db.close();
}

describe('the chain', () => {
  it('cannot be changed through the database: the journal and answers are append-only', async () => {
    const g = ground();
    await written(g);
    const db = new DatabaseSync(g.file);
    for (const sql of [
      'UPDATE journal SET at = 0 WHERE seq = 1',
      'DELETE FROM journal',
      'DELETE FROM outbox',
      "UPDATE outbox SET answer = '{}' WHERE id = 1",
      "UPDATE outbox SET kind = 'homeVisit', subject = 'x' WHERE id = 1",
    ]) {
      expect(() => db.exec(sql), sql).toThrow();
    }
    db.close();
  });

  it.each([
    ['a changed time', 'UPDATE journal SET at = at + 1 WHERE seq = 3'],
    ['a changed visit', "UPDATE journal SET visit = 'v9' WHERE seq = 8"],
    ['a changed type', "UPDATE journal SET type = 'helpCalled' WHERE seq = 5"],
    ['a changed fact', "UPDATE journal SET open = '{}' WHERE seq = 2"],
    ['a changed sealed part', 'UPDATE journal SET sealed = zeroblob(60) WHERE seq = 2'],
    ['a removed sealed part', 'UPDATE journal SET sealed = NULL WHERE seq = 2'],
    ['a changed hash', 'UPDATE journal SET hash = prev WHERE seq = 15'],
    ['a removed entry', 'DELETE FROM journal WHERE seq = 7'],
    ['the last entry removed', 'DELETE FROM journal WHERE seq = 15'],
    [
      'the end removed with its head',
      'DELETE FROM journal WHERE seq = 15; UPDATE head SET seq = 14, hash = (SELECT hash FROM journal WHERE seq = 14)',
    ],
    ['everything removed', 'DELETE FROM journal; DELETE FROM head'],
    [
      'two entries exchanged',
      'UPDATE journal SET seq = -1 WHERE seq = 4; UPDATE journal SET seq = 4 WHERE seq = 5; UPDATE journal SET seq = 5 WHERE seq = -1',
    ],
  ])('shows %s: the terminal does not start (E7009)', async (_, sql) => {
    const g = ground();
    await written(g);
    tamper(g, sql);
    const result = await g.tryOpen();
    expect(result).toMatchObject({ ok: false, error: { code: 'E7009' } });
  });

  it('is whole when nothing was changed', async () => {
    const g = ground();
    const entries = await written(g);
    expect((await g.open()).verifyChain()).toEqual({ ok: true, value: { entries } });
  });
});

describe('canonical JSON', () => {
  it('spells equal values alike and different values differently', () => {
    expect(canonicalJson({ b: 1, a: [undefined, { d: 'x', c: undefined }] })).toBe(
      '{"a":[null,{"d":"x"}],"b":1}',
    );
    expect(canonicalJson(Number.POSITIVE_INFINITY)).toBe('"Infinity"');
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const plain = (v: unknown) => JSON.parse(JSON.stringify(v));
        expect(JSON.parse(canonicalJson(a))).toEqual(plain(a));
        if (canonicalJson(a) === canonicalJson(b)) expect(plain(a)).toEqual(plain(b));
      }),
    );
  });
});

describe('privacy', () => {
  it('leaves no name and no number of any person in any file, at any time', async () => {
    const g = ground();
    const texts = people.flatMap(({ idNumber, name }) => [idNumber, name]);
    const search = () => foundIn(g.dir, texts);
    g.answer = async (s) =>
      s.idempotencyKey.endsWith('li-changshun')
        ? fail({ code: 'E6001', action: 'clear', message: 'away' })
        : { ok: true, value: accepted };
    const ledger = await g.open();
    for (const { id, idNumber, name } of people) {
      ledger.record(id, { type: 'visitStarted' });
      ledger.record(id, { type: 'cardRead', sealed: { idNumber, name }, consistent: true });
      await ledger.submit({ ...submissionOf(`k-${id}`, id), idNumber, name }, 0, never);
    }
    await g.timers.pass(60_000);
    expect(ledger.pendingCount()).toBe(1);
    expect(readdirSync(g.dir).sort()).toEqual([
      'ledger.db',
      'ledger.db-wal',
      'ledger.db.backup',
      'ledger.key',
    ]);
    expect(search()).toEqual([]);
    g.timers.now += 200 * dayMs;
    await g.timers.pass(0);
    await ledger.stop();
    expect(search()).toEqual([]);
  });

  it('leaves nothing of an activation in any file, and of a PIN block nothing at all', async () => {
    const g = ground();
    const block = randomBytes(16).toString('hex').toUpperCase();
    g.cards.mode = 'away';
    g.bank.mode = 'away';
    const ledger = await g.open();
    const search = () => foundIn(g.dir, [...personal, block]);
    ledger.record('v', {
      type: 'socialCardRead',
      sealed: cards,
      version: '3.00',
      authenticatedBy: 'psam',
    });
    await ledger.submitItem(socialOf('s', 'v'), null, 0, never);
    await ledger.submitItem(bankOf('b', 'v'), pinBlockOf(block), 0, never);
    await ledger.submitItem(homeVisitOf('h', 'v'), null, 0, never);
    ledger.saveTicket(cards, ticketOf('v'));
    await g.timers.pass(60_000);
    expect(g.bank.sent[0]?.pinBlock?.block).toBe(block);
    expect(ledger.pendingCount()).toBe(3);
    expect(search()).toEqual([]);
    expect(JSON.stringify([ledger.entriesOf('v'), ledger.pending()])).not.toContain(block);
    g.timers.now += 200 * dayMs;
    await g.timers.pass(0);
    await ledger.stop();
    expect(search()).toEqual([]);
  });

  it('shreds the data of old visits for good, backup included, and the chain still verifies', async () => {
    const g = ground();
    await written(g);
    g.timers.now += 100 * dayMs;
    const ledger = await g.open({ retentionDays: 90 });
    const entries = ledger.entriesOf('v1');
    expect(entries.map((e) => e.type)).toEqual([
      'visitStarted',
      'cardRead',
      'submission',
      'answer',
      'visitEnded',
    ]);
    expect(entries.every((e) => e.sealed === null)).toBe(true);
    expect(entries[3]?.open).toMatchObject({ answer: { kind: 'accepted' } });
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
    await ledger.stop();
    for (const name of ['ledger.db', 'ledger.db.backup']) {
      const db = new DatabaseSync(join(g.dir, name), { readOnly: true });
      expect(db.prepare('SELECT count(*) AS n FROM visit_key').get()?.n, name).toBe(0);
      db.close();
    }
  });

  it('leaves no ticket of a visit whose data was shredded', async () => {
    const g = ground();
    const ledger = await g.open({ retentionDays: 0.5 });
    ledger.saveTicket(cards, ticketOf('v1'));
    g.timers.now += dayMs / 2 + 1;
    await ledger.applyRetention();
    expect(ledger.ticketFor(cards)).toBeNull();
    await ledger.stop();
    const db = new DatabaseSync(g.file, { readOnly: true });
    expect(db.prepare('SELECT count(*) AS n FROM ticket').get()?.n).toBe(0);
    db.close();
  });

  it('does not shred what is still to be delivered, and shreds it after that', async () => {
    const g = ground();
    g.answer = async () => fail({ code: 'E6001', action: 'clear', message: 'away' });
    const ledger = await g.open({ retentionDays: 30 });
    await ledger.submit(submissionOf('a', 'v1'), 0, never);
    g.timers.now += 40 * dayMs;
    await g.timers.pass(0);
    expect(ledger.entriesOf('v1')[0]?.sealed).toMatchObject({ name: '王桂芝' });
    g.answer = async (s) => {
      expect(s.name).toBe('王桂芝');
      return { ok: true, value: accepted };
    };
    g.timers.now += 2 * dayMs;
    await g.timers.pass(0);
    expect(ledger.pendingCount()).toBe(0);
    expect(ledger.entriesOf('v1')[0]?.sealed).toBeNull();
  });

  it('lets only its owner read its files', async () => {
    const g = ground();
    const ledger = await g.open();
    await ledger.submit(submissionOf('a'), 0, never);
    for (const name of readdirSync(g.dir)) {
      expect(statSync(join(g.dir, name)).mode & 0o077, name).toBe(0);
    }
  });
});
