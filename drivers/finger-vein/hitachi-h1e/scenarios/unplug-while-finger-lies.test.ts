import { expect, test } from 'vitest';
import { reached } from '../../scenarios/reached.ts';
import { enrolled, finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('pulled out while a finger is waited for: E2615 at once', async () => {
  await at.scanner.open();
  const waiting = at.scanner.enrol(1, {
    onEvent: ({ kind }) => kind === 'presentFinger' && void at.simulator.unplug(),
  });
  expect(await waiting).toMatchObject({ error: { code: 'E2615' } });
  expect(at.scanner.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
});

test('pulled out instead of an answer, it is back by itself', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'unplug', on: 'capture', times: 1 });
  expect(await at.scanner.enrol(1, { onEvent: obliging(at, finger) })).toMatchObject({
    error: { code: 'E2615' },
  });
  at.simulator.liftFinger();
  await at.simulator.replug();
  await reached(at.scanner, 'online');
  expect(await enrolled(at, finger, 1)).toHaveLength(1);
});

test('a unit that says nothing is E2601 and found when it speaks', async () => {
  at.simulator.inject({ fault: 'mute' });
  expect(await at.scanner.open()).toMatchObject({ ok: false, error: { code: 'E2601' } });
  at.simulator.clearFaults();
  await reached(at.scanner, 'online');
});
