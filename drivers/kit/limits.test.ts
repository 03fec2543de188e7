import { expect, it } from 'vitest';
import { limitsSchema, resolveLimits } from './limits.ts';

const table = {
  answer: { min: 100, default: 1500, max: 10_000 },
  gap: { min: 20, default: 300, max: 3000 },
} as const;

it('takes wishes within the bounds, and leaves the rest as it is', () => {
  const wished = limitsSchema(table).parse({ answer: 9000 });
  expect(resolveLimits(table, wished)).toEqual({ answer: 9000, gap: 300 });
  expect(resolveLimits(table, limitsSchema(table).parse({}))).toEqual({ answer: 1500, gap: 300 });
});

it.each([{ answer: 10_001 }, { gap: 19 }, { gap: 20.5 }, { other: 1 }])('refuses %o', (wish) => {
  expect(limitsSchema(table).safeParse(wish).success).toBe(false);
});
