import { expect, test } from 'vitest';
import type { SimulatedFault } from '../../simulator/faults.ts';
import { reached } from '../../scenarios/reached.ts';
import { enrolled, finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('a template whose check is wrong is E2603 and never given', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'wrongSum', on: 'capture', times: 1 });
  expect(await at.scanner.enrol(1, { onEvent: obliging(at, finger) })).toMatchObject({
    error: { code: 'E2603' },
  });
  await reached(at.scanner, 'online');
  at.simulator.liftFinger();
  expect(await enrolled(at, finger, 1)).toHaveLength(1);
});

const faults: readonly [string, SimulatedFault][] = [
  ['damaged', { fault: 'wrongSum', on: 'security', times: 1 }],
  ['broken off', { fault: 'cutShort', on: 'security', times: 1 }],
  ['behind noise', { fault: 'stray', bytes: [0xff, 0x55], on: 'security', times: 1 }],
];
test.each(faults)('one answer %s is asked for again after a reset', async (_, fault) => {
  at.simulator.inject(fault);
  expect((await at.scanner.open()).ok).toBe(true);
});
