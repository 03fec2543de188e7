import { expect, test } from 'vitest';
import { begun, entered, pan, reached, scenario, sessionKeyUnder } from './scenario.ts';
import { REPLUG_LIMIT_MS } from '../../../kit/testing/replug-limit.ts';

const at = scenario();

test('the cable pulled out while somebody types ends the entry with E2814, without waiting for anything', async () => {
  await at.pad.open();
  const { end, counted } = await begun(at);
  at.simulator.press('2718');
  await counted(4);
  await at.simulator.unplug();
  expect(await end).toMatchObject({ error: { code: 'E2814', action: 'reset' } });
  expect(at.pad.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
  expect(at.simulator.wiped).toBe(true);
});

test('soon after the re-plug the pad is back by itself, without the old passwords and with its keys', async () => {
  await at.pad.open();
  await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
  const before = await entered(at, '271828');
  await at.simulator.unplug();
  await reached(at.pad, 'powerOff');
  expect(await at.pad.pinBlock(before, { format: 4, pan })).toMatchObject({ error: { code: 'E1005' } });
  await at.simulator.replug();
  const since = performance.now();
  await reached(at.pad, 'online');
  expect(performance.now() - since).toBeLessThan(REPLUG_LIMIT_MS);
  expect(await at.pad.pinBlock(before, { format: 4, pan })).toMatchObject({ error: { code: 'E2808' } });
  const after = await entered(at, '271828');
  expect((await at.pad.pinBlock(after, { format: 4, pan })).ok).toBe(true);
});

test('pulled out in the middle of an answer: the block is not made', async () => {
  await at.pad.open();
  await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
  const id = await entered(at, '271828');
  at.simulator.inject({ fault: 'unplug', on: 'pinBlock', times: 1 });
  expect(await at.pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E1005' } });
});

test('a pad that is plugged in after the terminal was started is found', async () => {
  await at.simulator.unplug();
  expect(await at.pad.open()).toMatchObject({ error: { code: 'E1001' } });
  expect(await at.pad.enter({ kind: 'bankPin' })).toMatchObject({ error: { code: 'E1001' } });
  expect(at.pad.status()).toMatchObject({ state: 'noDevice', errorCode: 'E1001' });
  await at.simulator.replug();
  await reached(at.pad, 'online');
});

test('closed while away: nothing is opened any more', async () => {
  await at.pad.open();
  await at.simulator.unplug();
  await reached(at.pad, 'powerOff');
  await at.pad.close();
  expect(at.pad.status().state).toBe('offline');
});
