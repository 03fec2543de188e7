import { expect, test } from 'vitest';
import { enrolled, finger, scenario } from './scenario.ts';

const at = scenario();

test('nobody lays a finger on: E2606, and the unit is fit for the next', async () => {
  await at.scanner.open();
  expect(await at.scanner.enrol(1, { timeoutMs: 500 })).toMatchObject({ error: { code: 'E2606' } });
  expect(await enrolled(at, finger, 1)).toHaveLength(1);
});

test('a finger that stays between two layings is E2607', async () => {
  await at.scanner.open();
  const made = at.scanner.enrol(2, {
    timeoutMs: 500,
    onEvent: ({ kind }) => kind === 'presentFinger' && at.simulator.placeFinger(finger),
  });
  expect(await made).toMatchObject({ error: { code: 'E2607' } });
});

test('called off while it waits, and while the unit takes the picture: E1008', async () => {
  await at.scanner.open();
  const first = new AbortController();
  expect(await at.scanner.enrol(1, { signal: first.signal, onEvent: () => first.abort() })).toMatchObject({
    error: { code: 'E1008' },
  });
  const second = new AbortController();
  at.simulator.inject({ fault: 'mute', on: 'capture', times: 1 });
  const taking = at.scanner.enrol(1, {
    signal: second.signal,
    onEvent: ({ kind }) => {
      if (kind === 'presentFinger') at.simulator.placeFinger(finger);
      else second.abort();
    },
  });
  expect(await taking).toMatchObject({ error: { code: 'E1008' } });
  at.simulator.clearFaults();
  at.simulator.liftFinger();
  expect(await at.scanner.fingerGone()).toEqual({ ok: true, value: undefined });
  expect(await enrolled(at, finger, 1)).toHaveLength(1);
});
