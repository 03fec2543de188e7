import { expect, test } from 'vitest';
import { enrolled, finger, obliging, scenario, stranger } from './scenario.ts';

const at = scenario();

test('an answer to the reset that comes after the silence is found out', async () => {
  at.simulator.inject({ fault: 'slow', ms: 150, on: 'reset', times: 1 });
  expect(await at.scanner.open()).toMatchObject({ value: { serialNumber: 'SIM000000001' } });
});

test('the late answer of the lamp is never taken for a match', async () => {
  await at.scanner.open();
  const templates = await enrolled(at, finger, 1);
  // An empty answer too many, before the finger's touch and before the result.
  at.simulator.inject({ fault: 'stray', bytes: [0, 0, 0], on: 'touch', times: 1 });
  at.simulator.inject({ fault: 'stray', bytes: [0, 0, 0], on: 'verifyWith', times: 1 });
  const told = await at.scanner.verify(templates, { onEvent: obliging(at, stranger) });
  expect(told).toEqual({ ok: true, value: { kind: 'done', value: null } });
});
