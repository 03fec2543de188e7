import { expect, test } from 'vitest';
import { reached, resident, scenario, served } from './scenario.ts';

const at = scenario({}, { limits: { gap: 50, read: 500 } });

test('one damaged answer is asked for again and nobody notices', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'badChecksum', on: 'read', times: 1 });
  expect((await at.reader.read()).ok).toBe(true);
});

test('an answer that breaks off is asked for again', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'cutShort', on: 'read', times: 1 });
  expect((await at.reader.read()).ok).toBe(true);
});

test('two damaged answers reset the module (10 FF) and are told; then it serves again', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'badChecksum', on: 'read', times: 2 });
  const reset = served(at.simulator, (event) => event.operation === 'reset');
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2003' } });
  await reset;
  await reached(at.reader, 'online');
  expect((await at.reader.read()).ok).toBe(true);
});

test('noise before every preamble changes nothing', async () => {
  at.simulator.inject({ fault: 'garbage' });
  expect((await at.reader.open()).ok).toBe(true);
  at.simulator.placeCard(resident);
  expect((await at.reader.read({ fingerprint: true })).ok).toBe(true);
});

test('noise that looks like the head of a long frame does not swallow the answer', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  const falseHead = [0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x09, 0x00];
  at.simulator.inject({ fault: 'garbage', bytes: falseHead, on: 'read', times: 1 });
  expect((await at.reader.read()).ok).toBe(true);
});

test('a module that says our request was damaged (10, 11) is asked again', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'answer', sw3: 0x10, on: 'find', times: 1 });
  at.simulator.inject({ fault: 'answer', sw3: 0x11, on: 'read', times: 1 });
  expect((await at.reader.read()).ok).toBe(true);
});

test('one byte at a time is as good as all at once', async () => {
  at.simulator.inject({ fault: 'dribble' });
  expect((await at.reader.open()).ok).toBe(true);
  at.simulator.placeCard(resident);
  expect((await at.reader.read({ fingerprint: true })).ok).toBe(true);
});
