import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { ActivationItem, ItemState } from '../contract/activation.ts';
import type { ResumeTicket } from '../ports/card-authority.ts';
import { fileKeyStore } from './key-store.ts';
import { masterKeys, openBox } from './sealing.ts';
import { bankOf, cards, pinBlockOf, socialOf, ticketOf } from './testing/items.ts';
import { type Ground, ground, never, settle } from './testing/test-ground.ts';

const hourMs = 3_600_000;
const block = pinBlockOf('0123456789ABCDEF0123456789ABCDEF');

const outcomeOf = (ticket: ResumeTicket | null, item: ActivationItem): ItemState | undefined =>
  ticket?.items.find((one) => one.item === item)?.outcome;

const withOutcome = (visitId: string, item: ActivationItem, outcome: ItemState): ResumeTicket =>
  ticketOf(visitId, {
    items: ticketOf(visitId).items.map((one) => (one.item === item ? { item, outcome } : one)),
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
    ledger.saveTicket(cards, withOutcome('v1', 'bank', { state: 'unknown', referenceNumber: '' }));
    expect(outcomeOf(ledger.ticketFor(cards), 'bank')).toEqual({ state: 'todo' });
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
