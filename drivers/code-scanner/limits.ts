import type { LimitsOf, LimitTable } from '../kit/limits.ts';

/** Every time limit of the code scanner. Scanners send a character every 1 to 20 ms. */
export const codeScannerLimits = {
  /** Silence after which a code that is under way is over. */
  gap: { min: 20, default: 250, max: 5000 },
  /** The same code within this time is told once: scanners on a stand read a telephone again and again. */
  sameCode: { min: 0, default: 2000, max: 30_000 },
  /** One control request. */
  control: { min: 50, default: 1000, max: 10_000 },
  /** One wait for a report; after it the next begins. */
  read: { min: 100, default: 30_000, max: 600_000 },
  /** Between two tries to open a scanner that is away and does not tell that it is back. */
  reopen: { min: 50, default: 200, max: 5000 },
  /** Between two tries to reach one that is there and does not answer. */
  recover: { min: 50, default: 1000, max: 60_000 },
} as const satisfies LimitTable;

export type CodeScannerLimits = LimitsOf<typeof codeScannerLimits>;
