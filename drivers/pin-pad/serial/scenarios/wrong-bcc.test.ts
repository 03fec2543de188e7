import { expect, test } from 'vitest';
import { begun, entered, pan, reached, scenario, sessionKeyUnder } from './scenario.ts';

const at = scenario();

test('one damaged answer is asked for again and nobody notices', async () => {
  await at.pad.open();
  await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
  const id = await entered(at, '271828');
  at.simulator.inject({ fault: 'wrongBcc', on: 'pinBlock', times: 1 });
  expect((await at.pad.pinBlock(id, { format: 4, pan })).ok).toBe(true);
});

test('two damaged answers are E2803, and the pad is found anew', async () => {
  await at.pad.open();
  at.simulator.inject({ fault: 'wrongBcc', on: 'keyCheck', times: 2 });
  expect(await at.pad.keyCheck('master')).toMatchObject({ error: { code: 'E2803' } });
  await reached(at.pad, 'online');
  expect((await at.pad.keyCheck('master')).ok).toBe(true);
});

test('an answer that breaks off is told as silence and recovered from', async () => {
  await at.pad.open();
  at.simulator.inject({ fault: 'cutShort', on: 'keyCheck', times: 1 });
  const asked = await at.pad.keyCheck('master');
  if (!asked.ok) expect(asked.error.code).toBe('E2802');
  await reached(at.pad, 'online');
  expect((await at.pad.keyCheck('master')).ok).toBe(true);
});

test('a pad that says our request was damaged (15) is asked again', async () => {
  await at.pad.open();
  at.simulator.inject({ fault: 'answer', status: 0x15, on: 'startEntry', times: 1 });
  const { end } = await begun(at);
  at.simulator.press('271828#');
  expect((await end).ok).toBe(true);
});

test('a damaged answer to the question how the entry stands does not end it', async () => {
  await at.pad.open();
  const { end, counted } = await begun(at);
  at.simulator.inject({ fault: 'wrongBcc', on: 'entryState', times: 1 });
  at.simulator.press('271828');
  await counted(6);
  at.simulator.press('#');
  expect((await end).ok).toBe(true);
});
