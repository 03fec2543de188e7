import { expect, test } from 'vitest';
import { begun, entered, scenario } from './scenario.ts';

const at = scenario();

test('the cancel key on the pad is E2807, and what was typed is overwritten', async () => {
  await at.pad.open();
  const { end } = await begun(at);
  at.simulator.press('271X');
  expect(await end).toMatchObject({ error: { code: 'E2807', action: 'clear' } });
  expect(at.simulator.wiped).toBe(true);
});

test('the terminal cancels: E1008, the pad no longer takes keys, the next entry begins at nothing', async () => {
  await at.pad.open();
  const cancel = new AbortController();
  const { end, counted } = await begun(at, { signal: cancel.signal });
  at.simulator.press('2718');
  await counted(4);
  cancel.abort();
  expect(await end).toMatchObject({ error: { code: 'E1008' } });
  expect(at.simulator.entering).toBe(false);
  expect(at.simulator.wiped).toBe(true);
  const next = await begun(at);
  at.simulator.press('271828#');
  expect((await next.end).ok).toBe(true);
  expect(next.counts).toEqual([1, 2, 3, 4, 5, 6]);
});

test('the next entry may be asked for in the same breath', async () => {
  await at.pad.open();
  const cancel = new AbortController();
  const { end } = await begun(at, { signal: cancel.signal });
  at.simulator.press('27');
  cancel.abort();
  const next = await begun(at);
  expect(await end).toMatchObject({ error: { code: 'E1008' } });
  at.simulator.press('271828#');
  expect((await next.end).ok).toBe(true);
});

test('an entry that was cancelled before it began never lights the pad', async () => {
  await at.pad.open();
  expect(await at.pad.enter({ kind: 'bankPin', signal: AbortSignal.abort() })).toMatchObject({
    error: { code: 'E1008' },
  });
  expect(at.simulator.entering).toBe(false);
});

test('the end of the visit ends a running entry too', async () => {
  await at.pad.open();
  await entered(at, '314159', 'cardPin');
  const { end } = await begun(at);
  at.simulator.press('27');
  await at.pad.forget();
  expect(await end).toMatchObject({ error: { code: 'E1008' } });
  expect(at.simulator.entering).toBe(false);
  expect(at.simulator.wiped).toBe(true);
});

test('one entry at a time', async () => {
  await at.pad.open();
  const { end } = await begun(at);
  expect(await at.pad.enter({ kind: 'cardPin' })).toMatchObject({ error: { code: 'E2805' } });
  at.simulator.press('271828#');
  expect((await end).ok).toBe(true);
});
