import type { LimitsOf, LimitTable } from '../kit/limits.ts';

export const pinPadTimeouts = {
  /** An answer of the pad, counted from the request. At 9600 baud the longest frame is 0.55 s each way. */
  answer: { min: 200, default: 2000, max: 10_000 },
  /** An answer that needs cryptography (key, PIN block). */
  crypto: { min: 500, default: 3000, max: 20_000 },
  /** A link test; awaited before anything else when an answer may still be on its way. */
  linkTest: { min: 100, default: 800, max: 5000 },
  /** A whole entry of six digits. The pad counts in seconds, up to 255. */
  entry: { min: 1000, default: 120_000, max: 255_000 },
  /** How much longer than the pad itself the terminal waits for the end of an entry. */
  entryGrace: { min: 200, default: 3000, max: 10_000 },
  /** Between two questions how a running entry stands: a lost key event or a mute pad is noticed by them. */
  entryPoll: { min: 100, default: 1500, max: 10_000 },
  /** How long an entered PIN is held at most. */
  hold: { min: 1000, default: 300_000, max: 300_000 },
  /** Between two tries to open a port that went away. */
  reopen: { min: 50, default: 200, max: 5000 },
  /** Between two tries to reach a pad that does not answer on an open port. */
  recover: { min: 100, default: 1000, max: 60_000 },
} as const satisfies LimitTable;

export type PinPadTimeouts = LimitsOf<typeof pinPadTimeouts>;
