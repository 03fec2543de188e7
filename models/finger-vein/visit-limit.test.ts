import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strangerTail, TOTAL_FALSE_ACCEPT } from './person-limits.ts';
import { limitFor, strangersAbove, visitLimit } from './visit-limit.ts';

describe('the limit of a visit', () => {
  test.each([
    [5, 6.3],
    [10, 6.6],
    [20, 7],
  ])('with %i templates and two tries is %f', (templates, limit) => {
    expect(visitLimit(templates)).toBe(limit);
  });

  test('keeps the sum over all comparisons at or under one in a thousand, and is never lower for more of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (comparisons) => {
        const limit = limitFor(comparisons);
        expect(comparisons * strangersAbove(limit)).toBeLessThanOrEqual(TOTAL_FALSE_ACCEPT * (1 + 1e-9));
        expect(limitFor(comparisons + 1)).toBeGreaterThanOrEqual(limit);
      }),
    );
  });

  test('stands on the measured points', () => {
    for (const { z, share } of strangerTail) expect(strangersAbove(z)).toBeCloseTo(share, 9);
    expect(limitFor(1)).toBe(5);
    expect(() => limitFor(0)).toThrow(RangeError);
  });
});
