import { expect, test } from 'vitest';
import { finger, scenario } from './scenario.ts';

const at = scenario();

test('lifted in the middle of a burst: guidance to lay it on again, and the next laying is good', async () => {
  await at.scanner.open();
  const moving = (lift: boolean) =>
    at.scanner.capture('image', {
      burst: true,
      onEvent: ({ kind }) => {
        if (kind === 'presentFinger') at.simulator.placeFinger(finger);
        else if (lift) at.simulator.liftFinger();
      },
    });
  expect(await moving(true)).toEqual({ ok: true, value: { kind: 'retry', guidance: 'liftAndLayAgain' } });
  expect(await moving(false)).toMatchObject({ value: { kind: 'done' } });
});
