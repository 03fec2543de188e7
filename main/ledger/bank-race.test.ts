import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok, type Result } from '../contract/failure.ts';
import type { ItemAnswer } from '../ports/card-authority.ts';
import type { ItemDelivery } from '../ports/ledger.ts';
import { ground, never, settle } from './testing/test-ground.ts';
import { away, type FakeBank } from './testing/fake-systems.ts';
import { bankOf, pinBlockOf } from './testing/items.ts';

/** An activation that arrives late at the bank, and what the person was told meanwhile. */

const block = pinBlockOf('0123456789ABCDEF0123456789ABCDEF');
const notArrived = {
  kind: 'answered',
  answer: { kind: 'refused', reason: 'notArrived', referenceNumber: 'DB20261122-000001' },
} as const;

describe('a bank activation', () => {
  it('sends its PIN block once; every later delivery asks', async () => {
    const g = ground();
    g.bank.mode = 'lost';
    const ledger = await g.open();
    const waiting = ledger.submitItem(bankOf('b'), block, 10_000, never);
    await g.timers.pass(10_000);
    expect(await waiting).toMatchObject({ answer: { kind: 'done', referenceNumber: 'YH-0' } });
    expect(await ledger.submitItem(bankOf('b'), block, 10_000, never)).toEqual(await waiting);
    expect(g.bank.sent).toEqual([{ key: 'b', pinBlock: block }]);
    expect(g.bank.asked).toEqual(['b']);
    expect([...g.bank.applied]).toEqual([['b', 1]]);
  });

  it('asks after a restart and never sends again, even where nothing was sent before it', async () => {
    const g = ground();
    g.bank.mode = 'away';
    const first = await g.open();
    await first.submitItem(bankOf('b'), block, 0, never);
    await first.stop();
    g.bank.mode = 'normal';
    const again = await g.open();
    expect(await again.submitItem(bankOf('b'), block, 1_000, never)).toEqual(notArrived);
    expect(g.bank.sent.length).toBe(1);
    expect(g.bank.applied.size).toBe(0);
  });

  it('that never arrived is refused as such, and may be done again with a new key', async () => {
    const g = ground();
    g.bank.mode = 'away';
    const ledger = await g.open();
    const waiting = ledger.submitItem(bankOf('b1', 'v'), block, 60_000, never);
    await settle();
    g.bank.mode = 'normal';
    await g.timers.pass(10_000);
    expect(await waiting).toEqual(notArrived);
    expect(await ledger.submitItem(bankOf('b2', 'v'), block, 1_000, never)).toMatchObject({
      answer: { kind: 'done' },
    });
    expect([...g.bank.applied]).toEqual([['b2', 1]]);
  });

  it('that arrives after the bank was asked is refused by the bank: what was told stays true', async () => {
    const g = ground();
    const ledger = await g.open({ bank: slow(g.bank) });
    const waiting = ledger.submitItem(bankOf('b'), block, 60_000, never);
    await g.timers.pass(30_000);
    expect(await waiting).toEqual(notArrived);
    g.bank.arrive('b');
    expect(g.bank.applied.size).toBe(0);
  });

  it('is not asked about while the call that sends it is still running, though it was given up', async () => {
    const g = ground();
    let end = (_: Result<ItemAnswer>) => {};
    const hanging = {
      activate: () => new Promise<Result<ItemAnswer>>((resolve) => (end = resolve)),
      outcomeOf: (key: string) => g.bank.outcomeOf(key),
    };
    const ledger = await g.open({ bank: hanging });
    const waiting = ledger.submitItem(bankOf('b'), block, 3_600_000, never);
    await g.timers.pass(1_800_000);
    expect(g.bank.asked).toEqual([]);
    expect(ledger.pending()[0]?.lastCode).toBe('E7014');
    end(ok(g.bank.arrive('b')));
    await g.timers.pass(600_000);
    expect(g.bank.asked).toEqual(['b']);
    expect(await waiting).toMatchObject({ answer: { kind: 'done' } });
  });

  it('is asked about soon even when the bank did not accept the request', async () => {
    const g = ground();
    const ledger = await g.open({
      bank: {
        activate: async () => ({ ok: false, error: { ...away.error, code: 'E6206' } }),
        outcomeOf: (key) => g.bank.outcomeOf(key),
      },
    });
    const waiting = ledger.submitItem(bankOf('b'), block, 10_000, never);
    await g.timers.pass(10_000);
    expect(await waiting).toEqual(notArrived);
  });
});

/** The call ends at once with a failure; what it sent is still on its way. */
const slow = (bank: FakeBank) => ({
  activate: async () => away,
  outcomeOf: (key: string) => bank.outcomeOf(key),
});

type Step = 'arrive' | 'pass' | 'restart' | 'outage' | 'back' | 'again';
const step = fc.constantFrom<Step>('arrive', 'pass', 'restart', 'outage', 'back', 'again');

it('in any order of arrival, asking, outage, restart and trying again, what was told is what the bank did', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const g = ground();
      const { bank } = g;
      const told: ItemDelivery[] = [];
      let ledger = await g.open({ bank: slow(bank) });
      const submit = async () => told.push(await ledger.submitItem(bankOf('b', 'v'), block, 0, never));
      await submit();
      for (const what of [...steps, 'back', 'pass', 'again', 'arrive', 'again'] as const) {
        if (what === 'arrive') bank.arrive('b');
        if (what === 'pass') await g.timers.pass(400_000);
        if (what === 'outage') bank.mode = 'away';
        if (what === 'back') bank.mode = 'normal';
        if (what === 'again') await submit();
        if (what === 'restart') {
          await ledger.stop();
          ledger = await g.open({ bank: slow(bank) });
        }
      }
      await ledger.stop();
      const applied = bank.applied.get('b') ?? 0;
      expect(applied).toBeLessThanOrEqual(1);
      const answers = told.flatMap((delivery) => (delivery.kind === 'answered' ? [delivery.answer] : []));
      expect(answers.length).toBeGreaterThan(0);
      for (const answer of answers) expect(answer.kind).toBe(applied === 1 ? 'done' : 'refused');
    }),
    { numRuns: 60 },
  );
});
