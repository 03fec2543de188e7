import { expect, test } from 'vitest';
import { begun, entered, pan, scenario, sessionKeyUnder } from './scenario.ts';

const at = scenario({ timeouts: { entryPoll: 500 } });

test('noise before every answer changes nothing', async () => {
  at.simulator.inject({ fault: 'garbage' });
  expect((await at.pad.open()).ok).toBe(true);
  await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
  const id = await entered(at, '271828');
  expect((await at.pad.pinBlock(id, { format: 4, pan })).ok).toBe(true);
});

test('noise that looks like keys moves the count for a moment, and ends no entry', async () => {
  await at.pad.open();
  at.simulator.inject({ fault: 'garbage', bytes: [0x2a, 0x2a, 0x0d, 0x1b], on: 'entryState', times: 1 });
  const { end, counts, counted } = await begun(at);
  at.simulator.press('2');
  // The pad is asked at the false confirmation, and says one digit.
  await counted(3);
  await counted(1);
  at.simulator.press('71828#');
  expect((await end).ok).toBe(true);
  expect(counts.at(-1)).toBe(6);
});

test('noise that looks like the head of a frame does not swallow the answer', async () => {
  await at.pad.open();
  at.simulator.inject({ fault: 'garbage', bytes: [0x02, 0x30, 0x35], on: 'keyCheck', times: 1 });
  expect((await at.pad.keyCheck('master')).ok).toBe(true);
});

test('one byte at a time is as good as all at once', async () => {
  at.simulator.inject({ fault: 'dribble' });
  expect((await at.pad.open()).ok).toBe(true);
  expect((await at.pad.loadSessionKey(sessionKeyUnder('SM4'))).ok).toBe(true);
});
