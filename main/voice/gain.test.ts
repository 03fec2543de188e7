import { expect, it } from 'vitest';
import { speechSchema } from '../contract/bridge.ts';
import { gainOf } from './gain.ts';

const volumes = [1, 2, 3, 4, 5];

it('makes each volume louder than the one before, by at most 10 dB', () => {
  const decibels = volumes.map((volume) => 20 * Math.log10(gainOf(volume)));
  for (let i = 1; i < decibels.length; i += 1) {
    const step = (decibels[i] as number) - (decibels[i - 1] as number);
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThanOrEqual(10);
  }
});

it('stays between 0 and 1 for any number', () => {
  for (const volume of [...volumes, -3, 0, 99, 2.5]) {
    expect(gainOf(volume)).toBeGreaterThan(0);
    expect(gainOf(volume)).toBeLessThanOrEqual(1);
  }
  expect(speechSchema.shape.gain.parse(gainOf(5))).toBe(1);
});
