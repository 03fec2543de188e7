import { expect, test } from 'vitest';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('an answer that breaks off is asked for again after the gap', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'cutShort', on: 'fingerStatus', times: 1 });
  expect((await at.scanner.fingerPresent()).ok).toBe(true);
});

test('a block that breaks off as well', async () => {
  await at.scanner.open();
  obliging(at.simulator, finger);
  at.simulator.inject({ fault: 'cutShort', on: 'readData', times: 1 });
  expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
});
