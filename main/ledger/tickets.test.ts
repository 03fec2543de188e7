import { copyFileSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { ActivationItem, ItemState } from '../contract/activation.ts';
import type { ResumeTicket } from '../ports/card-authority.ts';
import { fileKeyStore } from './key-store.ts';
import { masterKeys, openBox } from './sealing.ts';
import { type Ground, ground, never, settle } from './testing/test-ground.ts';
import { bankOf, cards, pinBlockOf, socialOf, ticketOf } from './testing/items.ts';

const hourMs = 3_600_000;
const block = pinBlockOf('0123456789ABCDEF0123456789ABCDEF');
const otherCard = { ...cards, cardNumber: 'X00000025' };

const outcomeOf = (ticket: ResumeTicket | null, item: ActivationItem): ItemState | undefined =>
  ticket?.items.find((one) => one.item === item)?.outcome;

const withOutcome = (visitId: string, item: ActivationItem, outcome: ItemState): ResumeTicket =>
  ticketOf(visitId, {
    items: ticketOf(visitId).items.map((one) => (one.item === item ? { item, outcome } : one)),
  });

/** How many tickets lie in a closed file. */
function ticketsIn(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  const n = db.prepare('SELECT count(*) AS n FROM ticket').get()?.n as number;
  db.close();
  return n;
}

describe('a ticket', () => {
  it('is found by the two cards, by nothing else, and after a restart', async () => {
    const g = ground();
    const first = await g.open();
    first.saveTicket(cards, ticketOf('v1'));
    expect(first.ticketFor(cards)).toEqual(ticketOf('v1'));
    expect(first.ticketFor(otherCard)).toBeNull();
    expect(first.ticketFor({ ...cards, idNumber: '999900194207080015' })).toBeNull();
    await first.stop();
    const again = await g.open();
    expect(again.ticketFor(cards)).toEqual(ticketOf('v1'));
    expect(again.verifyChain()).toMatchObject({ ok: true });
  });

  it('replaces the one before it, and is gone when it is closed', async () => {
    const g = ground();
    const ledger = await g.open();
    ledger.saveTicket(cards, ticketOf('v1'));
    ledger.saveTicket(otherCard, ticketOf('v1'));
    ledger.saveTicket(cards, ticketOf('v2', { contact: {}, consent: null, signature: null }));
    expect(ledger.ticketFor(cards)).toMatchObject({ visitId: 'v2', contact: {}, signature: null });
    ledger.closeTicket(cards);
    ledger.closeTicket(cards);
    expect(ledger.ticketFor(cards)).toBeNull();
    expect(ledger.ticketFor(otherCard)).toMatchObject({ visitId: 'v1' });
    expect(ledger.entriesOf('v2').map((e) => [e.type, e.open])).toEqual([
      ['ticketSaved', { items: ['social', 'cardPin', 'bank'].map((item) => ({ item, state: 'todo' })) }],
      ['ticketEnded', { why: 'closed' }],
    ]);
  });

  it('is none when somebody changed its row, put another in its place, or the key of its visit was shredded', async () => {
    for (const sql of [
      'UPDATE ticket SET made_at = made_at + 1',
      'UPDATE ticket SET made_at = NULL',
      'UPDATE ticket SET entry = entry + 1',
      "UPDATE ticket SET visit = 'v2'",
      'UPDATE ticket SET box = zeroblob(100)',
      "UPDATE ticket SET box = (SELECT box FROM ticket WHERE visit = 'v2')",
      "DELETE FROM visit_key WHERE visit = 'v1'",
    ]) {
      const g = ground();
      const first = await g.open();
      first.saveTicket(cards, ticketOf('v1'));
      first.saveTicket(otherCard, ticketOf('v2'));
      await first.stop();
      const db = new DatabaseSync(g.file);
      db.exec(sql);
      db.close();
      const again = await g.open();
      expect(again.ticketFor(cards), sql).toBeNull();
    }
  });
});

describe('24 hours', () => {
  it('are what it lives: then it is gone from every file without anybody asking for it', async () => {
    const g = ground();
    const ledger = await g.open();
    ledger.saveTicket(cards, ticketOf('v1'));
    await g.timers.pass(24 * hourMs - 1);
    expect(ledger.ticketFor(cards)).not.toBeNull();
    await g.timers.pass(1);
    expect(ledger.entriesOf('v1').at(-1)).toMatchObject({ type: 'ticketEnded', open: { why: 'tooOld' } });
    expect(ledger.ticketFor(cards)).toBeNull();
    await ledger.stop();
    expect(ticketsIn(g.file)).toBe(0);
  });

  it('begin anew when it is saved again', async () => {
    const g = ground();
    const ledger = await g.open();
    ledger.saveTicket(cards, ticketOf('v1'));
    await g.timers.pass(20 * hourMs);
    ledger.saveTicket(cards, ticketOf('v1'));
    await g.timers.pass(20 * hourMs);
    expect(ledger.ticketFor(cards)).not.toBeNull();
    await g.timers.pass(4 * hourMs);
    expect(ledger.ticketFor(cards)).toBeNull();
  });

  it('are counted while the program is closed', async () => {
    const g = ground();
    const first = await g.open();
    first.saveTicket(cards, ticketOf('v1'));
    first.saveTicket(otherCard, ticketOf('v2'));
    await first.stop();
    g.timers.now += 23 * hourMs;
    const second = await g.open();
    expect(second.ticketFor(cards)).not.toBeNull();
    await second.stop();
    g.timers.now += hourMs;
    await (await g.open()).stop();
    expect(ticketsIn(g.file)).toBe(0);
  });

  it('are not prolonged by a clock that is set back while the program runs', async () => {
    const g = ground();
    let back = 0;
    const ledger = await g.open({ clock: { now: () => g.timers.now - back } });
    ledger.saveTicket(cards, ticketOf('v1'));
    await g.timers.pass(23 * hourMs);
    back = 22 * hourMs;
    expect(ledger.ticketFor(cards)).not.toBeNull();
    await g.timers.pass(hourMs);
    expect(ledger.ticketFor(cards)).toBeNull();
  });

  it('are not prolonged by a clock that is set back before a start: what the journal saw counts', async () => {
    const g = ground();
    const first = await g.open();
    first.saveTicket(cards, ticketOf('v1'));
    g.timers.now += 23 * hourMs;
    first.record('v2', { type: 'visitStarted' });
    await first.stop();
    g.timers.now -= 22 * hourMs;
    const second = await g.open();
    second.record('v3', { type: 'visitStarted' });
    await second.stop();
    g.timers.now += hourMs;
    expect((await g.open()).ticketFor(cards)).toBeNull();
  });

  it('never begin in the future', async () => {
    const g = ground();
    const first = await g.open();
    first.saveTicket(cards, ticketOf('v1'));
    await first.stop();
    g.timers.now -= 1_000;
    expect((await g.open()).ticketFor(cards)).toBeNull();
  });

  it('leave nothing of the ticket that its key would open: not in the file, its log or the backup', async () => {
    const g = ground();
    const ledger = await g.open();
    const boxes = new Set<string>();
    const keep = () => {
      // The ledger holds its file alone, so that a copy is looked at.
      for (const suffix of ['', '-wal']) copyFileSync(g.file + suffix, join(g.dir, `copy${suffix}`));
      const db = new DatabaseSync(join(g.dir, 'copy'), { readOnly: true });
      for (const row of db.prepare('SELECT box FROM ticket').all()) {
        boxes.add(Buffer.from(row.box as Uint8Array).toString('hex'));
      }
      db.close();
    };
    ledger.saveTicket(cards, ticketOf('v1'));
    keep();
    ledger.saveTicket(cards, ticketOf('v1', { contact: { phone: '19900009999' } }));
    keep();
    ledger.record('v1', { type: 'visitEnded', how: 'left' });
    g.timers.now += 25 * hourMs;
    await ledger.applyRetention();
    expect(boxes.size).toBe(2);
    const names = readdirSync(g.dir).filter((name) => name.startsWith('ledger.'));
    expect(names).toEqual(['ledger.db', 'ledger.db-wal', 'ledger.db.backup', 'ledger.key']);
    for (const name of names) {
      const bytes = readFileSync(join(g.dir, name));
      for (const box of boxes)
        expect(bytes.includes(Buffer.from(box, 'hex').subarray(0, 24)), name).toBe(false);
    }
    // The key of the visit is still there: it is the box that is gone.
    expect(ledger.ticketFor(cards)).toBeNull();
  });

  it('the backup never holds a ticket', async () => {
    const g = ground();
    const ledger = await g.open();
    ledger.saveTicket(cards, ticketOf('v1'));
    // Old enough to be renewed.
    utimesSync(`${g.file}.backup`, 0, 0);
    await ledger.applyRetention();
    expect(ledger.ticketFor(cards)).not.toBeNull();
    expect(ticketsIn(`${g.file}.backup`)).toBe(0);
    expect(readdirSync(g.dir).filter((name) => name.includes('backup'))).toEqual(['ledger.db.backup']);
  });
});

describe('the items of a ticket', () => {
  /** A visit that sends both halves, with a ticket saved before them, and dies. */
  async function broken(g: Ground): Promise<void> {
    const ledger = await g.open();
    const items: ResumeTicket['items'] = [
      { item: 'social', outcome: { state: 'working' } },
      { item: 'cardPin', outcome: { state: 'done', referenceNumber: 'C-1', before: false } },
      { item: 'bank', outcome: { state: 'working' } },
    ];
    ledger.saveTicket(cards, ticketOf('v1', { items }));
    void ledger.submitItem(socialOf('s', 'v1'), null, 60_000, never);
    void ledger.submitItem(bankOf('b', 'v1'), block, 60_000, never);
    await settle();
    await ledger.stop();
  }

  it('are unknown while the outbox has no answer, and done or refused as soon as it has', async () => {
    const g = ground();
    g.cards.mode = 'away';
    g.bank.mode = 'away';
    await broken(g);
    const ledger = await g.open();
    const before = ledger.ticketFor(cards);
    expect(before?.items.map(({ outcome }) => outcome)).toEqual([
      { state: 'unknown', referenceNumber: 'DB20261122-000001' },
      { state: 'done', referenceNumber: 'C-1', before: true },
      { state: 'unknown', referenceNumber: 'DB20261122-000002' },
    ]);
    g.cards.mode = 'normal';
    g.bank.mode = 'normal';
    await g.timers.pass(400_000);
    expect(ledger.ticketFor(cards)?.items.map(({ outcome }) => outcome)).toEqual([
      { state: 'done', referenceNumber: 'SB-0', before: true },
      { state: 'done', referenceNumber: 'C-1', before: true },
      { state: 'refused', reason: 'notArrived', referenceNumber: 'DB20261122-000002' },
    ]);
  });

  it('that were intended and never sent are to be done; a chip that was being written to is unknown', async () => {
    const g = ground();
    const ledger = await g.open();
    const items = (['social', 'cardPin', 'bank'] as const).map((item) => ({
      item,
      outcome: { state: 'working' } as const,
    }));
    ledger.saveTicket(cards, ticketOf('v1', { items }));
    expect(ledger.ticketFor(cards)?.items.map(({ outcome }) => outcome.state)).toEqual([
      'todo',
      'unknown',
      'todo',
    ]);
    ledger.saveTicket(cards, withOutcome('v1', 'bank', { state: 'notTried' }));
    expect(outcomeOf(ledger.ticketFor(cards), 'bank')).toEqual({ state: 'todo' });
  });

  it('that an earlier visit left unknown stay so through the tickets of later visits, until they are answered', async () => {
    const g = ground();
    g.bank.mode = 'away';
    const ledger = await g.open();
    await ledger.submitItem(bankOf('b', 'v1'), block, 0, never);
    const unknown = { state: 'unknown', referenceNumber: 'DB20261122-000001' } as const;
    ledger.saveTicket(cards, withOutcome('v2', 'bank', unknown));
    expect(outcomeOf(ledger.ticketFor(cards), 'bank')).toEqual(unknown);
    g.bank.mode = 'normal';
    g.bank.arrive('b');
    await g.timers.pass(400_000);
    expect(outcomeOf(ledger.ticketFor(cards), 'bank')).toMatchObject({ state: 'done', before: true });
  });

  it('count by the last submission of the visit, when a refused one was done again', async () => {
    const g = ground();
    g.bank.next.push({ kind: 'refused', reason: 'weakPin', referenceNumber: 'YH-weak' });
    const ledger = await g.open();
    await ledger.submitItem(bankOf('b1', 'v1'), block, 1_000, never);
    ledger.saveTicket(cards, ticketOf('v1'));
    expect(outcomeOf(ledger.ticketFor(cards), 'bank')).toMatchObject({ state: 'refused', reason: 'weakPin' });
    await ledger.submitItem(bankOf('b2', 'v1'), block, 1_000, never);
    expect(outcomeOf(ledger.ticketFor(cards), 'bank')).toMatchObject({ state: 'done' });
  });

  it('that are unknown after 24 hours are all that is left, with nothing personal, until they are answered', async () => {
    const g = ground();
    g.bank.mode = 'away';
    const ledger = await g.open();
    await ledger.submitItem(bankOf('b', 'v1'), block, 0, never);
    ledger.saveTicket(cards, ticketOf('v1'));
    await g.timers.pass(30 * hourMs);
    const left = ledger.ticketFor(cards);
    expect(left).toMatchObject({ contact: {}, consent: null, signature: null });
    expect(outcomeOf(left, 'bank')).toMatchObject({ state: 'unknown' });
    await ledger.stop();
    expect(unsealed(g)).not.toContain('19900001234');
    const again = await g.open();
    expect(again.ticketFor(cards)).toEqual(left);
    g.bank.mode = 'normal';
    await g.timers.pass(400_000);
    expect(again.ticketFor(cards)).toBeNull();
  });
});

/** Everything in the tickets of a closed ledger that somebody with the master key can read. */
function unsealed(g: Ground): string {
  const kept = fileKeyStore(join(g.dir, 'ledger.key')).load();
  if (!kept.ok || kept.value === null) throw new Error('no key');
  const master = masterKeys(kept.value);
  const db = new DatabaseSync(g.file, { readOnly: true });
  const rows = db.prepare('SELECT t.*, k.wrapped FROM ticket t JOIN visit_key k USING (visit)').all();
  db.close();
  expect(rows.length).toBe(1);
  return rows
    .map((row) => {
      const key = openBox(master.wrap, `visit-key|${row.visit}`, row.wrapped as Uint8Array);
      const place = `${row.visit}|ticket|${row.pair}|${row.made_at ?? 'over'}|${row.entry}`;
      const plain = openBox(key as Uint8Array, place, row.box as Uint8Array);
      return Buffer.from(plain as Uint8Array).toString();
    })
    .join();
}
