import { expect, test } from 'vitest';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test.each([
  ['cold', 'cold'],
  ['high', 'cold'],
  ['flat', 'liftAndLayAgain'],
  ['rotated', 'liftAndLayAgain'],
] as const)('a %s finger is guidance (%s), no error, and the next laying is good', async (pose, guidance) => {
  await at.scanner.open();
  const stop = obliging(at.simulator, { ...finger, pose });
  expect(await at.scanner.capture('feature')).toEqual({ ok: true, value: { kind: 'retry', guidance } });
  expect(at.scanner.status().state).toBe('online');
  stop();
  at.simulator.liftFinger();
  obliging(at.simulator, finger);
  expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
});
