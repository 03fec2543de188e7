import { expect, test } from 'vitest';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('a unit that answers late and tells of no finger is at fault itself: E2602', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'slow', ms: 1000 });
  expect(await at.scanner.enrol(1, { timeoutMs: 500 })).toMatchObject({
    error: { code: 'E2602', action: 'reset' },
  });
});

test('one that answers late and sees the finger does its work', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'slow', ms: 1000, on: 'led' });
  expect(await at.scanner.enrol(1, { onEvent: obliging(at, finger) })).toMatchObject({
    value: { kind: 'done' },
  });
});
