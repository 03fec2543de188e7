import { expect, test } from 'vitest';
import { finger, scenario } from './scenario.ts';

const at = scenario();

test('nobody lays a finger on: E2606, and the scanner is free for the next', async () => {
  await at.scanner.open();
  expect(await at.scanner.capture('image', { timeoutMs: 500 })).toMatchObject({ error: { code: 'E2606' } });
  expect(at.scanner.status().state).toBe('online');
  expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
});

test('a finger that stays is E2607', async () => {
  await at.scanner.open();
  const seen = at.scanner.capture('image', {
    onEvent: ({ kind }) => kind === 'presentFinger' && at.simulator.placeFinger(finger),
  });
  expect(await seen).toMatchObject({ value: { kind: 'done' } });
  expect(await at.scanner.fingerGone({ timeoutMs: 500, onEvent: at.onEvent })).toMatchObject({
    error: { code: 'E2607' },
  });
  expect(at.events).toEqual([{ kind: 'removeFinger' }]);
});

test('called off while it waits: E1008 at once; a second capture meanwhile is E2605', async () => {
  await at.scanner.open();
  const stop = new AbortController();
  let second: Promise<unknown> = Promise.resolve();
  const taking = at.scanner.capture('image', {
    signal: stop.signal,
    onEvent: () => {
      second = at.scanner.capture('image');
      stop.abort();
    },
  });
  expect(await taking).toMatchObject({ error: { code: 'E1008' } });
  expect(await second).toMatchObject({ error: { code: 'E2605' } });
});
