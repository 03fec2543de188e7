import { afterEach, expect, test } from 'vitest';
import { SerialTransport } from '../../kit/serial-transport.ts';
import { XgScanner } from '../xg/driver/xg-scanner.ts';
import { XgSimulator } from '../xg/simulator/xg-simulator.ts';
import type { SimulatedFinger } from './finger.ts';
import { obligingPerson } from './obliging-person.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A scanner before which somebody sits. */
async function seated(who: () => SimulatedFinger | null, boredAfterMs = 20_000) {
  const simulator = new XgSimulator({ captureMs: 10 });
  await simulator.start();
  cleanups.push(() => simulator.stop());
  cleanups.push(obligingPerson(simulator, who, { layAfterMs: 20, liftAfterMs: 20, boredAfterMs }));
  const scanner = new XgScanner({
    line: new SerialTransport(simulator.path),
    limits: { pause: 5, poll: 20 },
  });
  cleanups.push(() => scanner.close());
  expect((await scanner.open()).ok).toBe(true);
  return { simulator, scanner };
}

test('lays the finger on for a picture, and lifts it when it is waited for', async () => {
  const { simulator, scanner } = await seated(() => ({ finger: 7 }));
  for (const laying of [1, 2]) {
    expect(await scanner.capture('image')).toMatchObject({ value: { kind: 'done' } });
    expect(simulator.finger).toMatchObject({ finger: 7, laying });
    expect(await scanner.fingerGone()).toEqual({ ok: true, value: undefined });
  }
  // One look for the removal is no wish for another laying.
  expect(simulator.finger).toBeNull();
});

test('obliges through an enrolment and a comparison', async () => {
  const { scanner } = await seated(() => ({ finger: 7 }));
  const made = await scanner.enrol(3);
  const templates = made.ok && made.value.kind === 'done' ? made.value.value : [];
  expect(await scanner.verify(templates)).toMatchObject({ value: { kind: 'done', value: 0 } });
});

test('nobody obliges: nothing is laid on or lifted', async () => {
  const { simulator, scanner } = await seated(() => null);
  expect(await scanner.capture('image', { timeoutMs: 500 })).toMatchObject({ error: { code: 'E2606' } });
  simulator.placeFinger({ finger: 8 });
  expect(await scanner.capture('image')).toMatchObject({ value: { kind: 'done' } });
  expect(await scanner.fingerGone({ timeoutMs: 500 })).toMatchObject({ error: { code: 'E2607' } });
});

test('does not leave the finger lying when nothing more is asked', async () => {
  const { simulator, scanner } = await seated(() => ({ finger: 7 }), 1000);
  expect(await scanner.capture('image')).toMatchObject({ value: { kind: 'done' } });
  await expect.poll(() => simulator.finger, { timeout: 10_000 }).toBeNull();
});
