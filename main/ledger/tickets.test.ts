import { copyFileSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { ground } from './testing/test-ground.ts';
import { cards, ticketOf } from './testing/items.ts';

const hourMs = 3_600_000;
const otherCard = { ...cards, cardNumber: 'X00000025' };

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
