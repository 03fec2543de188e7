import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../../kit/image/codec.ts';
import { findRegion } from '../../../../models/finger-vein/region.ts';
import { fingerBytes } from '../../simulator/finger.ts';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('the module is found, told and reset to the terminal', async () => {
  expect(await at.scanner.open()).toEqual({
    ok: true,
    value: {
      model: 'XG-V7-SIM',
      serialNumber: 'SIM0000001',
      firmware: '2.3',
      gives: ['image', 'feature'],
      maxTemplates: 1,
    },
  });
  expect(at.scanner.status()).toMatchObject({ state: 'online', simulated: true });
  expect(await at.scanner.held()).toEqual({ ok: true, value: { users: 0, maxUsers: 200 } });
});

test('a feature: present, detected, remove, and the bytes whole', async () => {
  await at.scanner.open();
  obliging(at.simulator, finger);
  const taken = await at.scanner.capture('feature', { onEvent: at.onEvent });
  expect(taken).toMatchObject({ ok: true, value: { kind: 'done', value: { kind: 'feature', maker: 'xg' } } });
  if (taken.ok && taken.value.kind === 'done')
    expect(Buffer.from(taken.value.value.bytes).equals(fingerBytes(7, 1500))).toBe(true);
  expect(at.events).toEqual([
    { kind: 'presentFinger', step: 1, of: 1 },
    { kind: 'fingerDetected' },
    { kind: 'removeFinger' },
  ]);
});

test('a picture when a finger lies there, packed as the module packs it', async () => {
  await at.scanner.open();
  const taking = at.scanner.capture('image', {
    onEvent: (event) => {
      at.events.push(event);
      if (event.kind === 'presentFinger') at.simulator.placeFinger(finger);
    },
  });
  expect(await taking).toMatchObject({
    value: { kind: 'done', value: { kind: 'image', encoding: 'jpeg', width: 320, height: 160 } },
  });
  const again = await taking;
  if (!again.ok || again.value.kind !== 'done') throw new Error('no picture');
  const { width, height, data } = await decodeImage(again.value.value.bytes);
  expect([width, height]).toEqual([320, 160]);
  const frame = { width, height, data: data.filter((_, at) => at % 3 === 0) };
  const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' } as const;
  expect(findRegion(frame, geometry).reasons).toEqual([]);
  expect(at.events.map(({ kind }) => kind)).toEqual(['presentFinger', 'fingerDetected']);
});

describe('a module that does not pack its pictures', () => {
  const unpacked = scenario({ packsImage: false });
  test('gives one byte a pixel, another picture at each laying, the same while the finger lies', async () => {
    await unpacked.scanner.open();
    const take = async (): Promise<Buffer> => {
      const sample = await unpacked.scanner.capture('image');
      if (!sample.ok || sample.value.kind !== 'done') throw new Error('no picture');
      expect(sample.value.value).toMatchObject({ encoding: 'grey', width: 320, height: 160 });
      return Buffer.from(sample.value.value.bytes);
    };
    unpacked.simulator.placeFinger(finger);
    const first = await take();
    const same = await take();
    unpacked.simulator.placeFinger(finger);
    const other = await take();
    expect(same.equals(first)).toBe(true);
    expect(other.equals(first)).toBe(false);
  });
});

test('the finger is seen, and seen to go', async () => {
  await at.scanner.open();
  expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: false });
  at.simulator.placeFinger(finger);
  expect(await at.scanner.fingerPresent()).toEqual({ ok: true, value: true });
  const gone = at.scanner.fingerGone({
    onEvent: (event) => {
      at.events.push(event);
      at.simulator.liftFinger();
    },
  });
  expect(await gone).toEqual({ ok: true, value: undefined });
  expect(at.events).toEqual([{ kind: 'removeFinger' }]);
});

test('what the technician reads holds no byte of a finger', async () => {
  await at.scanner.open();
  obliging(at.simulator, finger);
  await at.scanner.capture('feature');
  expect(at.trace.length).toBeGreaterThan(5);
  expect(at.trace.some(({ hex }) => hex !== undefined)).toBe(false);
});
