import { expect, test } from 'vitest';
import { begun, entered, pan, reached, scenario, served, sessionKeyUnder } from './scenario.ts';

// As long as a busy machine needs, and short enough to be waited for.
const at = scenario({ timeouts: { answer: 1000, crypto: 1000, linkTest: 600, entryPoll: 200 } });

test('a pad that is silent from the start is E2801, and found when it wakes up', async () => {
  at.simulator.inject({ fault: 'mute' });
  expect(await at.pad.open()).toMatchObject({ error: { code: 'E2801', action: 'reset' } });
  expect(at.pad.status()).toMatchObject({ state: 'hardwareError', errorCode: 'E2801' });
  at.simulator.clearFaults();
  await reached(at.pad, 'online');
});

test('a pad that falls silent while somebody types ends the entry, and nothing of it is left when it is back', async () => {
  await at.pad.open();
  const { end, counted } = await begun(at);
  at.simulator.press('271');
  await counted(3);
  at.simulator.inject({ fault: 'mute' });
  expect(await end).toMatchObject({ error: { code: 'E2802' } });
  expect(at.pad.status().state).toBe('hardwareError');
  at.simulator.clearFaults();
  await reached(at.pad, 'online');
  expect(at.simulator.entering).toBe(false);
  expect(at.simulator.wiped).toBe(true);
});

test('a pad that is mute for the PIN block is told, and the entry is gone with it', async () => {
  await at.pad.open();
  await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
  const id = await entered(at, '271828');
  at.simulator.inject({ fault: 'mute', on: 'pinBlock', times: 1 });
  expect(await at.pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E2802' } });
  await reached(at.pad, 'online');
  expect(await at.pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E2808' } });
});

test('an answer later than its limit is never taken for the answer of the next command', async () => {
  await at.pad.open();
  at.simulator.inject({ fault: 'slow', on: 'keyCheck', ms: 1200, times: 1 });
  expect(await at.pad.keyCheck('master')).toMatchObject({ error: { code: 'E2802' } });
  await reached(at.pad, 'online');
  expect(await at.pad.keyCheck('session')).toMatchObject({ error: { code: 'E2812' } });
});

test('a cancelled question owes its answer, which is thrown away', async () => {
  await at.pad.open();
  const cancel = new AbortController();
  at.simulator.inject({ fault: 'slow', on: 'keyCheck', ms: 60, times: 1 });
  const asked = at.pad.keyCheck('master', cancel.signal);
  const late = served(at.simulator, 'keyCheck');
  cancel.abort();
  expect(await asked).toMatchObject({ error: { code: 'E1008' } });
  const next = at.pad.keyCheck('session');
  await late;
  expect(await next).toMatchObject({ error: { code: 'E2812' } });
});

test('a pad that tells no keys is followed by asking it', async () => {
  at.simulator.inject({ fault: 'silentKeys' });
  await at.pad.open();
  const { end, counted } = await begun(at);
  at.simulator.press('2718');
  await counted(4);
  at.simulator.press('28#');
  expect((await end).ok).toBe(true);
});

test('closing while a command is pending ends it', async () => {
  await at.pad.open();
  at.simulator.inject({ fault: 'mute', on: 'keyCheck' });
  const asked = served(at.simulator, 'keyCheck');
  const waiting = at.pad.keyCheck('master');
  await asked;
  await at.pad.close();
  expect((await waiting).ok).toBe(false);
});
