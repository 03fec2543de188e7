import { expect, test } from 'vitest';
import { reached, resident, scenario, served } from './scenario.ts';

const at = scenario({}, { limits: { status: 100, statusQuick: 50, find: 200, read: 500, recover: 100 } });

test('a module that falls silent in the read is E2002, and the reader is back when it speaks again', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'mute', on: 'read', times: 1 });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2002', action: 'reset' } });
  await reached(at.reader, 'online');
  expect((await at.reader.read()).ok).toBe(true);
});

test('a module that is silent from the start is E2001 after all five speeds, and found when it wakes up', async () => {
  at.simulator.inject({ fault: 'mute' });
  expect(await at.reader.open()).toMatchObject({ error: { code: 'E2001' } });
  expect(at.reader.status()).toMatchObject({ state: 'hardwareError', errorCode: 'E2001' });
  at.simulator.clearFaults();
  await reached(at.reader, 'online');
});

test('answers later than their limit are never taken for the answer of the next command', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'slow', on: 'find', ms: 250, times: 1 });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2002' } });
  await reached(at.reader, 'online');
  expect((await at.reader.read()).ok).toBe(true);
});

test('closing while a command is pending ends it', async () => {
  await at.reader.open();
  at.simulator.inject({ fault: 'mute', on: 'find' });
  const asked = served(at.simulator, (event) => event.operation === 'find');
  const waiting = at.reader.waitForCard();
  await asked;
  await at.reader.close();
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'E1009' } });
});
