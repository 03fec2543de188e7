import { describe, expect, test } from 'vitest';
import { findRegion } from '../../../../models/finger-vein/region.ts';
import { finger, obliging, scenario } from './scenario.ts';

const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' } as const;
const at = scenario();

test('it is found by its pictures, and says what it gives', async () => {
  const opened = await at.scanner.open();
  expect(opened).toMatchObject({ ok: true, value: { model: 'image scanner', gives: ['image'] } });
  expect(at.scanner.status()).toMatchObject({ state: 'online', simulated: true });
});

test('present, detected, and a picture with a finger in it', async () => {
  await at.scanner.open();
  const taken = await at.scanner.capture('image', { onEvent: obliging(at, finger) });
  if (!taken.ok || taken.value.kind !== 'done' || taken.value.value.kind !== 'image')
    throw new Error(JSON.stringify(taken));
  const { width, height, bytes, encoding, frames } = taken.value.value;
  expect({ width, height, encoding, frames }).toEqual({ width: 320, height: 240, encoding: 'grey' });
  expect(findRegion({ width, height, data: bytes }, geometry)).toMatchObject({ reasons: [] });
  expect(at.events).toEqual([{ kind: 'presentFinger', step: 1, of: 1 }, { kind: 'fingerDetected' }]);
  expect(await at.scanner.fingerGone({ onEvent: obliging(at, finger) })).toEqual({
    ok: true,
    value: undefined,
  });
  expect(at.events.at(-1)).toEqual({ kind: 'removeFinger' });
});

test('a burst: lit pictures that differ, then one without the light, which is on again afterwards', async () => {
  await at.scanner.open();
  const lamp: boolean[] = [];
  const onAgain = new Promise<void>((resolve) => {
    at.simulator.onLight((on) => {
      if (on && lamp.at(-1) === false) resolve();
      lamp.push(on);
    });
  });
  const taken = await at.scanner.capture('image', { burst: true, onEvent: obliging(at, finger) });
  if (!taken.ok || taken.value.kind !== 'done' || taken.value.value.kind !== 'image')
    throw new Error(JSON.stringify(taken));
  const { frames = [], bytes } = taken.value.value;
  expect(frames.map(({ light }) => light)).toEqual([...Array(8).fill('on'), 'off']);
  expect(frames[0]?.bytes).toEqual(bytes);
  expect(frames[1]?.bytes).not.toEqual(bytes);
  const times = frames.map(({ atMs }) => atMs);
  expect(times[0]).toBe(0);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const level = (data: Uint8Array = new Uint8Array()): number =>
    data.reduce((sum, value) => sum + value, 0) / data.length;
  expect(level(frames.at(-1)?.bytes)).toBeLessThan(level(bytes) / 4);
  await onAgain;
});

test('the light is on only while a finger is wanted', async () => {
  await at.scanner.open();
  const dark = new Promise<void>((resolve) => {
    const stop = at.simulator.onLight((on) => {
      if (on || at.events.length < 2) return;
      stop();
      resolve();
    });
  });
  await at.scanner.capture('image', { onEvent: obliging(at, finger) });
  expect(at.simulator.lit).toBe(true);
  await dark;
});

test('neither features nor templates are given', async () => {
  await at.scanner.open();
  expect(await at.scanner.capture('feature')).toMatchObject({ error: { code: 'E2616' } });
  expect(await at.scanner.enrol()).toMatchObject({ error: { code: 'E2616' } });
  expect(await at.scanner.verify()).toMatchObject({ error: { code: 'E2616' } });
});

describe('a light that cannot be switched', () => {
  const steady = scenario('none');
  test('gives a burst without the dark picture', async () => {
    // Nobody switches this lamp but its own button.
    steady.simulator.inject('darkLight');
    await steady.scanner.open();
    expect(await steady.scanner.fingerPresent()).toEqual({ ok: true, value: false });
  });
});
