import { expect, test } from 'vitest';
import { finger, scenario, served } from './scenario.ts';

const at = scenario();

test('nobody lays a finger on: E2606 when the time is over, and the module is free for the next', async () => {
  await at.scanner.open();
  expect(await at.scanner.capture('feature', { timeoutMs: 500 })).toMatchObject({ error: { code: 'E2606' } });
  expect(at.scanner.status().state).toBe('online');
  expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
});

test('no picture without a finger either', async () => {
  await at.scanner.open();
  expect(await at.scanner.capture('image', { timeoutMs: 500 })).toMatchObject({ error: { code: 'E2606' } });
});

test('a module that gives up before the person has to is asked again', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'error', code: 0x0b, on: 'feature', times: 1 });
  const again = served(at.simulator, 'feature', 0x20);
  const taking = at.scanner.capture('feature');
  await again;
  at.simulator.placeFinger(finger);
  expect(await taking).toMatchObject({ value: { kind: 'done' } });
});

test('a finger that stays is E2607', async () => {
  await at.scanner.open();
  at.simulator.placeFinger(finger);
  expect(await at.scanner.fingerGone({ timeoutMs: 500 })).toMatchObject({ error: { code: 'E2607' } });
});

test('called off while it waits: E1008 at once, nothing of the wait is left', async () => {
  await at.scanner.open();
  const stop = new AbortController();
  const waits = served(at.simulator, 'feature', 0x20);
  const taking = at.scanner.capture('feature', { signal: stop.signal });
  await waits;
  const cancelled = served(at.simulator, 'cancel');
  stop.abort();
  expect(await taking).toMatchObject({ error: { code: 'E1008' } });
  await cancelled;
  expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
});

test('called off before anything was sent: E1008 at once', async () => {
  await at.scanner.open();
  const since = performance.now();
  const stop = new AbortController();
  const taking = at.scanner.capture('feature', { signal: stop.signal });
  await Promise.resolve();
  stop.abort();
  expect(await taking).toMatchObject({ error: { code: 'E1008' } });
  expect(performance.now() - since).toBeLessThan(2000);
});
