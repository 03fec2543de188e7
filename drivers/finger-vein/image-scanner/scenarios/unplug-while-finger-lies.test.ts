import { expect, test } from 'vitest';
import { reached } from '../../scenarios/reached.ts';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('the cable pulled out during a capture is E2615, and it is back by itself after the re-plug', async () => {
  await at.scanner.open();
  const taking = at.scanner.capture('image', {
    onEvent: ({ kind }) => kind === 'presentFinger' && void at.simulator.unplug(),
  });
  expect(await taking).toMatchObject({ error: { code: 'E2615', action: 'reset' } });
  expect(at.scanner.status().state).toBe('powerOff');
  await at.simulator.replug();
  await reached(at.scanner, 'online');
  expect(await at.scanner.capture('image', { onEvent: obliging(at, finger) })).toMatchObject({
    value: { kind: 'done' },
  });
});

test('pulled out while nobody uses it, it is told at once', async () => {
  await at.scanner.open();
  await at.simulator.unplug();
  await reached(at.scanner, 'powerOff');
  expect(await at.scanner.capture('image')).toMatchObject({ ok: false });
});

test('only the light pulled out: the same', async () => {
  await at.scanner.open();
  await at.simulator.unplugLight();
  await reached(at.scanner, 'powerOff');
  await at.simulator.replugLight();
  await reached(at.scanner, 'online');
});
