import { expect, test } from 'vitest';
import { reached } from '../../scenarios/reached.ts';
import { scenario } from './scenario.ts';

const at = scenario();

test('a module that says nothing is E2601 at every speed, and found when it speaks', async () => {
  at.simulator.inject({ fault: 'mute' });
  expect(await at.scanner.open()).toMatchObject({ error: { code: 'E2601' } });
  expect(at.scanner.status()).toMatchObject({ state: 'hardwareError', errorCode: 'E2601' });
  at.simulator.clearFaults();
  await reached(at.scanner, 'online');
});

test('one that falls silent is E2602, and found again by itself', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'mute', on: 'fingerStatus', times: 1 });
  expect(await at.scanner.fingerPresent()).toMatchObject({ error: { code: 'E2602' } });
  await reached(at.scanner, 'online');
  expect((await at.scanner.fingerPresent()).ok).toBe(true);
});

test('an answer that comes too late is not taken for another', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'slow', ms: 2200, on: 'fingerStatus', times: 1 });
  expect(await at.scanner.fingerPresent()).toMatchObject({ error: { code: 'E2602' } });
  await reached(at.scanner, 'online');
  expect(await at.scanner.held()).toMatchObject({ value: { users: 0 } });
});
