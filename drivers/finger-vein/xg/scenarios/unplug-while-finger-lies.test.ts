import { expect, test } from 'vitest';
import { reached } from '../../scenarios/reached.ts';
import { enrolled, finger, obliging, scenario, served } from './scenario.ts';

const at = scenario();

test('the cable pulled out during a capture is E2615, without waiting for anything', async () => {
  await at.scanner.open();
  const waits = served(at.simulator, 'feature', 0x20);
  const taking = at.scanner.capture('feature');
  await waits;
  await at.simulator.unplug();
  expect(await taking).toMatchObject({ error: { code: 'E2615', action: 'reset' } });
  expect(at.scanner.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
});

test('within two seconds of the re-plug it is back by itself, and empty', async () => {
  await at.scanner.open();
  const template = await enrolled(at, finger);
  at.simulator.inject({ fault: 'unplug', on: 'verify', times: 1 });
  expect(await at.scanner.verify([template])).toMatchObject({ error: { code: 'E2615' } });
  await at.simulator.replug();
  const since = performance.now();
  await reached(at.scanner, 'online');
  expect(performance.now() - since).toBeLessThan(2000);
  // The template that was written before the cable went is cleared when the module is found.
  expect(at.simulator.held).toEqual([]);
  obliging(at.simulator, finger);
  expect(await at.scanner.verify([template])).toMatchObject({ value: { kind: 'done', value: 0 } });
});

test('in the middle of a template: nothing is given', async () => {
  await at.scanner.open();
  obliging(at.simulator, finger);
  at.simulator.inject({ fault: 'unplug', on: 'readData', times: 1 });
  expect(await at.scanner.enrol(3)).toMatchObject({ error: { code: 'E2615' } });
});

test('closed while it was away, it is not looked for any more', async () => {
  await at.scanner.open();
  await at.simulator.unplug();
  await reached(at.scanner, 'powerOff');
  await at.scanner.close();
  expect(at.scanner.status().state).toBe('offline');
});
