import { expect, test } from 'vitest';
import { finger, obliging, scenario } from './scenario.ts';

const at = scenario();

test.each(['high', 'flat', 'rotated', 'cold'] as const)(
  'a finger that lies %s is seen all the same: whoever looks at the picture says what is wrong',
  async (pose) => {
    await at.scanner.open();
    const taken = await at.scanner.capture('image', { onEvent: obliging(at, { ...finger, pose }) });
    expect(taken).toMatchObject({ value: { kind: 'done', value: { kind: 'image' } } });
  },
);
