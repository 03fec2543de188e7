import { expect, test } from 'vitest';
import { enrolled, finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('a finger that makes no template is guidance, and the next laying is good', async () => {
  await at.scanner.open();
  const bad = await at.scanner.enrol(1, { onEvent: obliging(at, { ...finger, pose: 'flat' }) });
  expect(bad).toEqual({ ok: true, value: { kind: 'retry', guidance: 'liftAndLayAgain' } });
  at.simulator.liftFinger();
  expect(await at.scanner.fingerGone()).toEqual({ ok: true, value: undefined });
  expect(await enrolled(at, finger, 1)).toHaveLength(1);
});

test('a capture that the unit breaks off (10) is E2618', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'error', code: 0x10, on: 'capture', times: 1 });
  const broken = await at.scanner.enrol(1, { onEvent: obliging(at, finger) });
  expect(broken).toMatchObject({ error: { code: 'E2618', action: 'clear' } });
});
