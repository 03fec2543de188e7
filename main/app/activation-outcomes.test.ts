import { describe, expect, it } from 'vitest';
import type { ItemState } from '../contract/activation.ts';
import { ok } from '../contract/failure.ts';
import type { ItemDelivery } from '../ports/ledger.ts';
import { activationBench, away, done, pending, refused } from './testing/activation-bench.ts';

/** Three systems, three outcomes: every one told as it is, and nothing told that nobody knows. */

interface Case {
  readonly name: string;
  readonly delivery: (reference: string) => ItemDelivery | Error;
  readonly told: (reference: string) => ItemState;
}

const cases: readonly Case[] = [
  {
    name: 'accepted',
    delivery: done,
    told: (referenceNumber) => ({ state: 'done', referenceNumber, before: false }),
  },
  {
    name: 'refused',
    delivery: (reference) => refused('mismatch', reference),
    told: (referenceNumber) => ({ state: 'refused', reason: 'mismatch', referenceNumber }),
  },
  {
    name: 'without an answer (lost, slow, or away: it is in the outbox)',
    delivery: pending,
    told: (referenceNumber) => ({ state: 'unknown', referenceNumber }),
  },
  {
    name: 'broken off in the ledger',
    delivery: () => new Error('disk'),
    told: () => ({ state: 'unknown', referenceNumber: '' }),
  },
];

describe('the two systems', () => {
  for (const social of cases)
    for (const bank of cases)
      it(`social ${social.name}, bank ${bank.name}`, async () => {
        const bench = activationBench({ paper: false });
        await bench.toActivating();
        await bench.answerItem(social.delivery('S1'));
        const stopped = social.name === 'refused';
        if (!stopped) {
          (await bench.questions.changePin.next()).answer(ok(undefined));
          await bench.answerBank(bank.delivery('B1'));
        }
        const items = await bench.result();
        expect(items.social).toEqual(social.told('S1'));
        expect(items.bank).toEqual(stopped ? { state: 'notTried' } : bank.told('B1'));
        expect(items.cardPin?.state).toBe(stopped ? 'notTried' : 'done');
        const states = Object.values(items).map(({ state }) => state);
        expect(bench.session.snapshot.prompt.id).toBe(
          states.includes('unknown')
            ? 'activationResult.unknown'
            : states.every((state) => state === 'done')
              ? 'activationResult.allDone'
              : states.includes('done')
                ? 'activationResult.partly'
                : 'activationResult.notDone',
        );
        const recorded = bench.facts.flatMap((fact) => (fact.type === 'activationItem' ? [fact.item] : []));
        expect(recorded).toEqual(stopped ? ['social'] : ['social', 'cardPin', 'bank']);
        const ticket = [...bench.activation.tickets.values()][0];
        if (states.every((state) => state === 'done')) expect(ticket).toBeUndefined();
        else expect(ticket?.items.map(({ outcome }) => outcome)).toEqual(Object.values(items));
      });
});

describe("the chip's password", () => {
  it.each([
    ['changed', ok(undefined), { state: 'done' }],
    ['not the initial one any more', away('E2531'), { state: 'refused', reason: 'pinNotInitial' }],
    ['locked', away('E2532'), { state: 'refused', reason: 'pinLocked' }],
    ['broken off by a card that was pulled out', away('E2540'), { state: 'unknown' }],
    ['broken off by a worker that died', away('E9001'), { state: 'unknown' }],
    ['without an answer in time', away('E9004'), { state: 'unknown' }],
    ['not begun, because no card was there', away('E2510'), { state: 'notTried' }],
    ['not begun, because the reader was away', away('E2501'), { state: 'notTried' }],
    ['not begun, because the worker stayed away', away('E9003'), { state: 'notTried' }],
    ['not taken by the chip', away('E2530'), { state: 'notTried' }],
  ] as const)('%s: told as that, and the bank half goes on', async (_, changed, told) => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(changed);
    await bench.answerBank(done('B1'));
    const items = await bench.result();
    expect(items.cardPin).toMatchObject(told);
    expect(items).toMatchObject({ social: { state: 'done' }, bank: { state: 'done' } });
  });

  it('is never shown as failed nor as done while nobody knows', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(away('E2540'));
    await bench.answerBank(done('B1'));
    await bench.until('activationResult');
    expect(bench.session.snapshot.prompt.id).toBe('activationResult.chipUnknown');
  });
});

describe('an item that cannot be noted', () => {
  it('is not begun', async () => {
    const bench = activationBench({ paper: false });
    await bench.toSign();
    bench.activation.breakTickets();
    bench.does({ type: 'agree' });
    (await bench.questions.block.next()).answer(ok(bench.activation.demoBlock));
    const items = await bench.result();
    expect(Object.values(items).map(({ state }) => state)).toEqual(['notTried', 'notTried', 'notTried']);
    expect(bench.questions.item.open).toBe(false);
  });
});

describe('a password that is gone when it is needed', () => {
  it('is asked for again, and nothing that is done is done again', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    (await bench.questions.block.next()).answer(away('E2808'));
    await bench.setPin('bankPin');
    await bench.answerBank(done('B1'));
    const items = await bench.result();
    expect(Object.values(items).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  it.each(['E2808', 'E9002'] as const)(
    "(%s) for the chip: it is asked for again, and the bank's with it",
    async (code) => {
      const bench = activationBench({ paper: false });
      await bench.toActivating();
      await bench.answerItem(done('S1'));
      (await bench.questions.changePin.next()).answer(away(code));
      await bench.setPin('cardPin');
      await bench.setPin('bankPin');
      (await bench.questions.changePin.next()).answer(ok(undefined));
      await bench.answerBank(done('B1'));
      const items = await bench.result();
      expect(Object.values(items).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    },
  );

  it('is not what is wrong when the bank hands out no key: its half stays open, and nobody types again', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    (await bench.questions.block.next()).answer(away('E6201'));
    expect((await bench.result()).bank).toEqual({ state: 'notTried' });
    expect(bench.questions.item.open).toBe(false);
  });

  it('again and again: the bank half is left for another time', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    await bench.answerItem(done('S1'));
    (await bench.questions.changePin.next()).answer(ok(undefined));
    for (let i = 0; i < 2; i++) {
      (await bench.questions.block.next()).answer(away('E2808'));
      await bench.setPin('bankPin');
    }
    (await bench.questions.block.next()).answer(away('E2808'));
    expect((await bench.result()).bank).toEqual({ state: 'notTried' });
    expect(bench.questions.item.open).toBe(false);
  });

  it('with the worker that held it, while the social half is under way: asked for before the chip is touched', async () => {
    const bench = activationBench({ paper: false });
    await bench.toActivating();
    const social = await bench.questions.item.next();
    bench.session.send({ type: 'service', service: 'drivers', change: 'lost', code: 'E9002' });
    bench.session.send({ type: 'service', service: 'drivers', change: 'back' });
    social.answer(done('S1'));
    await bench.setPin('cardPin');
    await bench.setPin('bankPin');
    expect((await bench.questions.changePin.next()).input).toEqual({ id: 'pin-5' });
  });
});
