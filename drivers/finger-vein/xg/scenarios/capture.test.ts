import { expect, test } from 'vitest';
import { fingerBytes } from '../../simulator/finger.ts';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario({ jpegBytes: 5000 });

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
    value: { kind: 'done', value: { kind: 'image', encoding: 'jpeg', width: 160, height: 60 } },
  });
  const again = await taking;
  if (again.ok && again.value.kind === 'done') expect(again.value.value.bytes.length).toBe(5000);
  expect(at.events.map(({ kind }) => kind)).toEqual(['presentFinger', 'fingerDetected']);
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
