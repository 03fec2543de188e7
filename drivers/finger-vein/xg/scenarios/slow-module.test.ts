import { describe, expect, test } from 'vitest';
import { finger, obliging, scenario, served } from './scenario.ts';

/** What the dock calls an answer that comes late. */
const slow = { fault: 'slow', ms: 400 } as const;
const limits = { late: 200 } as const;

describe('a module that answers everything late', () => {
  const at = scenario({}, { limits });

  test('is at fault itself when it saw no finger: E2602, and long before the person’s time is over', async () => {
    await at.scanner.open();
    at.simulator.inject(slow);
    const since = performance.now();
    expect(await at.scanner.capture('image', { timeoutMs: 20_000 })).toMatchObject({
      error: { code: 'E2602', action: 'reset' },
    });
    expect(performance.now() - since).toBeLessThan(10_000);
  });

  test('also when the time is over after its first answer', async () => {
    await at.scanner.open();
    at.simulator.inject({ ...slow, ms: 900 });
    expect(await at.scanner.capture('image', { timeoutMs: 500 })).toMatchObject({ error: { code: 'E2602' } });
  });

  test('also when it waits for the finger by itself', async () => {
    await at.scanner.open();
    at.simulator.inject(slow);
    expect(await at.scanner.capture('feature', { timeoutMs: 500 })).toMatchObject({
      error: { code: 'E2602' },
    });
  });

  test('is no fault of somebody who cannot be seen to lift the finger', async () => {
    await at.scanner.open();
    at.simulator.placeFinger(finger);
    at.simulator.inject(slow);
    expect(await at.scanner.fingerGone({ timeoutMs: 20_000 })).toMatchObject({ error: { code: 'E2602' } });
  });

  test('still does its work as long as a finger is seen', async () => {
    await at.scanner.open();
    at.simulator.inject({ ...slow, on: 'feature' });
    const stop = obliging(at.simulator, finger);
    expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
    stop();
  });
});

describe('one late answer among good ones', () => {
  const at = scenario({}, { limits });

  test('is nothing: nobody laid a finger on', async () => {
    await at.scanner.open();
    at.simulator.inject({ ...slow, on: 'fingerStatus', times: 1 });
    const late = served(at.simulator, 'fingerStatus');
    const taking = at.scanner.capture('image', { timeoutMs: 1500 });
    await late;
    expect(await taking).toMatchObject({ error: { code: 'E2606' } });
    expect(at.scanner.status().state).toBe('online');
  });
});
