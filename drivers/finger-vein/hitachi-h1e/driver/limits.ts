import type { LimitsOf, LimitTable } from '../../../kit/limits.ts';

/** Every time limit of the H-1E driver. After it was plugged in the unit tests itself for up to a minute. */
export const h1eLimits = {
  /** An answer of the unit, counted from the request. */
  answer: { min: 100, default: 1500, max: 10_000 },
  /** An answer that comes later is late: then a touch may be told late too, and nobody can say "no finger". */
  late: { min: 100, default: 800, max: 5000 },
  /** Taking and comparing: from the finger to the unit's answer. */
  capture: { min: 500, default: 8000, max: 30_000 },
  /** Silence that ends whatever was on its way: inside a message, and after a reset. */
  gap: { min: 20, default: 200, max: 3000 },
  /** For a finger to be laid on, and to be lifted. */
  finger: { min: 500, default: 20_000, max: 250_000 },
  /** Between two tries to open a port that went away. */
  reopen: { min: 50, default: 200, max: 5000 },
  /** Between two tries to reach a unit that does not answer on an open port. */
  recover: { min: 50, default: 2000, max: 60_000 },
} as const satisfies LimitTable;

export type H1eLimits = LimitsOf<typeof h1eLimits>;
