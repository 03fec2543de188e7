import type { LimitsOf, LimitTable } from '../kit/limits.ts';

/** Every time limit of lights and sensor. The radar reports every 0.1 s. */
export const auxiliaryLimits = {
  /** One request to a relay board. */
  control: { min: 50, default: 1000, max: 10_000 },
  /** For the first report of a sensor that was found. */
  probe: { min: 100, default: 1500, max: 10_000 },
  /** Longest time between two reports of a sensor. */
  silence: { min: 200, default: 2000, max: 30_000 },
  /** Between two tries to open a device that went away and does not tell that it is back. */
  reopen: { min: 50, default: 200, max: 5000 },
  /** Between two tries to reach one that is there and does not answer. */
  recover: { min: 50, default: 1000, max: 60_000 },
} as const satisfies LimitTable;

export type AuxiliaryLimits = LimitsOf<typeof auxiliaryLimits>;
