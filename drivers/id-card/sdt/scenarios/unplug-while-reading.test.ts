import { expect, test } from 'vitest';
import { reached, resident, scenario, served } from './scenario.ts';
import { REPLUG_LIMIT_MS } from '../../../kit/testing/replug-limit.ts';

const at = scenario();

test('the cable pulled out in the middle of the answer ends the read with E1005', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'unplug', on: 'read', times: 1 });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E1005' } });
  expect(at.reader.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E1005' } });
});

test('soon after the re-plug the reader is back by itself and reads the card', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'unplug', on: 'read', times: 1 });
  await at.reader.read();
  await at.simulator.replug();
  const since = performance.now();
  await reached(at.reader, 'online');
  expect(performance.now() - since).toBeLessThan(REPLUG_LIMIT_MS);
  expect((await at.reader.read()).ok).toBe(true);
});

test('unplugged while nobody reads: told without being asked, and a waiting visit is told as well', async () => {
  await at.reader.open();
  const waiting = at.reader.waitForCard();
  await served(at.simulator, (event) => event.operation === 'find');
  await at.simulator.unplug();
  expect(await waiting).toMatchObject({ error: { code: 'E1005' } });
  await at.simulator.replug();
  await reached(at.reader, 'online');
  await at.simulator.unplug();
  await reached(at.reader, 'powerOff');
});

test('a reader that is plugged in after the terminal was started is found', async () => {
  await at.simulator.unplug();
  expect(await at.reader.open()).toMatchObject({ error: { code: 'E1001' } });
  expect(at.reader.status()).toMatchObject({ state: 'noDevice', errorCode: 'E1001' });
  await at.simulator.replug();
  await reached(at.reader, 'online');
});

test('closed while away: nothing is opened any more', async () => {
  await at.reader.open();
  await at.simulator.unplug();
  await reached(at.reader, 'powerOff');
  await at.reader.close();
  expect(at.reader.status().state).toBe('offline');
});
