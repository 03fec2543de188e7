import { expect, test } from 'vitest';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test.each([
  ['a zero', [0]],
  ['noise', [0xff, 0x55, 0xbb, 0x00, 0x31]],
  ['half a head', [0xbb]],
])('%s before every answer changes nothing', async (_, bytes) => {
  at.simulator.inject({
    fault: 'stray',
    bytes,
    on: ['cancel', 'connect', 'systemInfo', 'feature', 'fingerStatus'],
  });
  expect((await at.scanner.open()).ok).toBe(true);
  obliging(at.simulator, finger);
  expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
  expect((await at.scanner.fingerPresent()).ok).toBe(true);
});

test('one byte at a time is read as well', async () => {
  at.simulator.inject({ fault: 'dribble' });
  expect((await at.scanner.open()).ok).toBe(true);
  expect((await at.scanner.fingerPresent()).ok).toBe(true);
});
