import { expect, test } from 'vitest';
import { reached } from '../../scenarios/reached.ts';
import { scenario } from './scenario.ts';

const at = scenario();

test('a lamp that stays dark is E2619 when the scanner is opened, and found when it shines again', async () => {
  at.simulator.inject('darkLight');
  expect(await at.scanner.open()).toMatchObject({ error: { code: 'E2619', action: 'maintenance' } });
  expect(at.scanner.status()).toMatchObject({ state: 'hardwareError', errorCode: 'E2619' });
  at.simulator.clearFaults();
  await reached(at.scanner, 'online');
});

test('one that goes out later is told instead of a missing finger', async () => {
  await at.scanner.open();
  at.simulator.inject('darkLight');
  expect(await at.scanner.capture('image', { timeoutMs: 500 })).toMatchObject({ error: { code: 'E2619' } });
  expect(at.scanner.status().errorCode).toBe('E2619');
});
