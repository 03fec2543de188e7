import { expect, test } from 'vitest';
import { reached } from '../../scenarios/reached.ts';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test('a picture that stands still is E2620, never a finger that lies there, and the scanner comes back', async () => {
  await at.scanner.open();
  const taking = at.scanner.capture('image', {
    onEvent: ({ kind }) => {
      at.onEvent({ kind: 'removeFinger' });
      if (kind !== 'presentFinger') return;
      at.simulator.placeFinger(finger);
      at.simulator.inject('frozen');
    },
  });
  expect(await taking).toMatchObject({ error: { code: 'E2620' } });
  expect(at.events).toHaveLength(1);
  at.simulator.liftFinger();
  at.simulator.clearFaults();
  await reached(at.scanner, 'online');
  expect(await at.scanner.capture('image', { onEvent: obliging(at, finger) })).toMatchObject({
    value: { kind: 'done' },
  });
});
