import { expect, test } from 'vitest';
import { fingerBytes } from '../../simulator/finger.ts';
import { reached } from '../../scenarios/reached.ts';
import { enrolled, finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('one damaged answer is asked for again and nobody notices', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'wrongSum', on: 'fingerStatus', times: 1 });
  expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
});

test('two are E2603, and the module is found anew', async () => {
  await at.scanner.open();
  at.simulator.inject({ fault: 'wrongSum', on: 'fingerStatus', times: 2 });
  expect(await at.scanner.fingerPresent()).toMatchObject({ error: { code: 'E2603' } });
  await reached(at.scanner, 'online');
  expect((await at.scanner.fingerPresent()).ok).toBe(true);
});

test('a damaged block is fetched again, and only it', async () => {
  await at.scanner.open();
  obliging(at.simulator, finger);
  at.simulator.inject({ fault: 'wrongSum', on: 'readData', times: 2 });
  const taken = await at.scanner.capture('feature');
  if (!taken.ok || taken.value.kind !== 'done') throw new Error('no feature');
  expect(Buffer.from(taken.value.value.bytes).equals(fingerBytes(7, 1500))).toBe(true);
  const asked = at.trace.filter(({ direction, text }) => direction === 'out' && text === 'readData');
  expect(asked.length).toBe(5);
});

test('blocks that stay damaged are E2603', async () => {
  await at.scanner.open();
  obliging(at.simulator, finger);
  at.simulator.inject({ fault: 'wrongSum', on: 'readData', times: 4 });
  expect(await at.scanner.capture('feature')).toMatchObject({ error: { code: 'E2603' } });
});

test('a module that got our block damaged (03) gets it again', async () => {
  await at.scanner.open();
  const template = await enrolled(at, finger);
  obliging(at.simulator, finger);
  at.simulator.inject({ fault: 'error', code: 3, on: 'writeData', times: 1 });
  expect(await at.scanner.verify([template])).toMatchObject({ value: { kind: 'done', value: 0 } });
});

test('the end of a capture that arrives damaged: the finger is asked for again', async () => {
  await at.scanner.open();
  let asked = 0;
  at.simulator.onEvent(({ operation, code }) => {
    if (operation !== 'feature') return;
    if (code === 0x20) {
      asked += 1;
      at.simulator.placeFinger(finger);
    }
    if (code === 0x21 && asked === 1) at.simulator.inject({ fault: 'wrongSum', on: 'feature', times: 1 });
  });
  expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
  expect(asked).toBe(2);
});
