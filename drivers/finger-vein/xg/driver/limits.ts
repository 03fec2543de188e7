import type { LimitsOf, LimitTable } from '../../../kit/limits.ts';

/** Every time limit of the XG driver. At 57,600 baud a block of 512 bytes takes 89 ms, at 9600 0.53 s. */
export const xgLimits = {
  /** An answer of the module, counted from the request. */
  answer: { min: 100, default: 1500, max: 10_000 },
  /** An answer at each speed while the module is looked for. */
  probe: { min: 50, default: 400, max: 5000 },
  /** Writing or clearing a template in the module's flash. */
  store: { min: 500, default: 3000, max: 30_000 },
  /** Whether a finger lies there, and the first word of a command that waits for one: later than this, nobody can say "no finger". */
  late: { min: 100, default: 800, max: 5000 },
  /** Taking a picture. */
  picture: { min: 500, default: 5000, max: 20_000 },
  /** Longest silence inside a frame or block. */
  gap: { min: 20, default: 300, max: 3000 },
  /** Between the end of an answer and the next command; modules lose commands that come sooner. */
  pause: { min: 0, default: 50, max: 1000 },
  /** For a finger to be laid on. */
  finger: { min: 500, default: 20_000, max: 250_000 },
  /** Between two looks for a finger, or for its removal. */
  poll: { min: 20, default: 150, max: 2000 },
  /** Between two tries to open a port that went away. */
  reopen: { min: 50, default: 200, max: 5000 },
  /** Between two tries to reach a module that does not answer on an open port. */
  recover: { min: 50, default: 1000, max: 60_000 },
} as const satisfies LimitTable;

export type XgLimits = LimitsOf<typeof xgLimits>;
