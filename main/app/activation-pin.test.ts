import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import { activationBench, away } from './testing/activation-bench.ts';

/** Choosing a password: which rule a choice broke, the pad away, and nothing of the digits anywhere. */

async function atPin() {
  const bench = activationBench({ paper: false });
  await bench.toStanding();
  await bench.verify();
  await bench.review();
  await bench.until('pin', (view) => view.entry === 'first');
  return bench;
}

describe('a password', () => {
  it.each(['birthday', 'repeated', 'sequential', 'idDigits', 'initial'] as const)(
    'that is refused as %s: the rule is told, and the first entry begins again',
    async (problem) => {
      const bench = await atPin();
      await bench.type('first', problem);
      const view = await bench.until('pin', (shown) => shown.problem === problem);
      expect(view).toMatchObject({ entry: 'first', count: 0 });
      expect(bench.session.snapshot.prompt.id).toBe(`pin.problem.${problem}`);
      await bench.type('first');
      await bench.until('pin', (shown) => shown.entry === 'second' && shown.problem === null);
    },
  );

  it('is checked against what is known of the holder', async () => {
    const bench = await atPin();
    (await bench.questions.enterPin.next()).answer(ok({ id: 'p' }));
    expect((await bench.questions.checkPin.next()).input.facts).toEqual({
      birthDate: '1948-05-06',
      idNumber: '999900194805060025',
    });
  });

  it('typed differently the second time: both again', async () => {
    const bench = await atPin();
    await bench.type('first');
    await bench.type('second', 'differ');
    const view = await bench.until('pin', (shown) => shown.problem === 'differ');
    expect(view).toMatchObject({ pin: 'cardPin', entry: 'first' });
  });

  it('that is confirmed too early is told as short, and the digits stay', async () => {
    const bench = await atPin();
    const entry = await bench.questions.enterPin.next();
    entry.input.onCount(3);
    await bench.until('pin', (view) => view.count === 3);
    bench.does({ type: 'continue' });
    expect(await bench.until('pin')).toMatchObject({ problem: 'short', count: 3 });
    expect(bench.activation.pad.confirms).toBe(0);
    expect(entry.signal.aborted).toBe(false);
  });

  it('refused five times: somebody is asked to come, and the entry goes on', async () => {
    const bench = await atPin();
    for (let i = 0; i < 5; i++) await bench.type('first', 'birthday');
    await bench.until('pin', (view) => !view.checking);
    expect(bench.helpCalls).toEqual(['pinRefused']);
    expect(bench.session.snapshot.allowed).toContain('anotherWay');
  });

  it('is set for the chip first, then for the bank', async () => {
    const bench = await atPin();
    await bench.setPin('cardPin');
    expect((await bench.until('pin', (view) => view.pin === 'bankPin')).entry).toBe('first');
  });
});

describe('the digits', () => {
  it('are handed to the pad and stand nowhere in the visit, not even as an event that is kept', async () => {
    const bench = await atPin();
    const entry = await bench.questions.enterPin.next();
    for (const key of ['8', '3', '9', '6', '2', '5', 'erase', 'clear'] as const)
      expect(bench.does({ type: 'padKey', key })).toBe(true);
    expect(bench.activation.pad.keys).toEqual(['8', '3', '9', '6', '2', '5', 'erase', 'clear']);
    entry.input.onCount(6);
    const view = await bench.until('pin', (shown) => shown.count === 6);
    expect(Object.keys(view)).toEqual(['step', 'pin', 'entry', 'by', 'count', 'problem', 'checking']);
    expect(bench.inspected()).not.toMatch(/839625|"8","3","9"/);
    expect(bench.inspected()).not.toContain('padKey');
    expect(JSON.stringify(bench.facts)).not.toContain('839625');
  });

  it('are forgotten when the person leaves, falls silent, or is handed over', async () => {
    for (const end of ['leave', 'idle', 'anotherWay'] as const) {
      const bench = await atPin();
      await bench.setPin('cardPin');
      const { forgets } = bench.activation.pad;
      if (end === 'leave') {
        bench.does({ type: 'leave' });
        bench.does({ type: 'confirmLeave' });
      } else if (end === 'idle') {
        bench.clock.increment(bench.delays.idle);
        bench.clock.increment(bench.delays.stillThere);
      } else bench.does({ type: 'anotherWay' });
      await bench.until(end === 'anotherWay' ? 'handover' : 'takeCard');
      expect(bench.activation.pad.forgets).toBeGreaterThan(forgets);
    }
  });
});

describe('the pad', () => {
  it('of its own: keys of the screen do nothing, its own keep the visit awake', async () => {
    const bench = await atPin();
    bench.activation.pad.kind = 'pad';
    bench.session.send({ type: 'service', service: 'drivers', change: 'lost', code: 'E9002' });
    bench.session.send({ type: 'service', service: 'drivers', change: 'back' });
    bench.clock.increment(1000);
    await bench.until('pin', (view) => view.by === 'pad');
    expect(bench.does({ type: 'padKey', key: '1' })).toBe(false);
    expect(bench.does({ type: 'continue' })).toBe(false);
    const entry = await bench.questions.enterPin.next();
    for (let i = 1; i <= 6; i++) {
      bench.clock.increment(bench.delays.idle - 1);
      entry.input.onCount(i);
      expect(bench.session.snapshot.overlay).toBe('none');
    }
  });

  it.each(['drivers', 'pinPad'] as const)(
    '(%s) that goes away between the two entries: told, and both are entered again',
    async (service) => {
      const bench = await atPin();
      if (service === 'pinPad') {
        bench.activation.pad.kind = 'pad';
        (await bench.questions.enterPin.next()).answer(away('E2814'));
        await bench.until('pin', (_, { prompt }) => prompt.id === 'pin.padAway');
        bench.clock.increment(1000);
        await bench.until('pin', (view) => view.by === 'pad');
      }
      (await bench.questions.enterPin.next()).answer(ok({ id: 'first' }));
      (await bench.questions.checkPin.next()).answer(ok(null));
      await bench.until('pin', (view) => view.entry === 'second');
      bench.session.send({ type: 'service', service, change: 'lost', code: 'E9002' });
      await bench.until('pin', (view) => view.entry === 'first');
      expect(bench.session.snapshot.prompt.id).toBe('pin.padAway');
      bench.session.send({ type: 'service', service, change: 'back' });
      bench.clock.increment(1000);
      bench.clock.increment(1000);
      await bench.until('pin', (_, { prompt }) => prompt.id === 'pin.cardPin.first');
      await bench.setPin('cardPin');
      await bench.until('pin', (view) => view.pin === 'bankPin');
    },
  );

  it.each(['E2806', 'E2807'] as const)(
    'that ends an entry by itself (%s): it begins again, and nothing is said to be away',
    async (code) => {
      const bench = await atPin();
      (await bench.questions.enterPin.next()).answer(away(code));
      const again = await bench.questions.enterPin.next();
      expect(again.input.kind).toBe('cardPin');
      expect(bench.session.snapshot.prompt.id).toBe('pin.cardPin.first');
    },
  );

  it('whose check fails: both again', async () => {
    const bench = await atPin();
    (await bench.questions.enterPin.next()).answer(ok({ id: 'first' }));
    (await bench.questions.checkPin.next()).answer(away('E9001'));
    await bench.until('pin', (_, { prompt }) => prompt.id === 'pin.padAway');
    bench.clock.increment(1000);
    await bench.setPin('cardPin');
  });
});
