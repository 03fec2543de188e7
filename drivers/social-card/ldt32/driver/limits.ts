import type { LimitsOf, LimitTable } from '../../../kit/limits.ts';

/** Every time limit of the LD/T 32 driver. */
export const ldt32Limits = {
  /** Powering a chip and getting its answer to reset. */
  connect: { min: 200, default: 4000, max: 20_000 },
  /** One command and its answer. */
  command: { min: 100, default: 2500, max: 20_000 },
  /** A command that computes: authentication on the card or in the PSAM. */
  compute: { min: 200, default: 4000, max: 20_000 },
  /** The password change: it writes, and no answer means that nobody knows. */
  changePin: { min: 500, default: 6000, max: 30_000 },
  /** The authority's HSM, network included. */
  hsm: { min: 500, default: 15_000, max: 60_000 },
  /** How long a PSAM is awaited that was just put in. */
  psam: { min: 100, default: 3000, max: 10_000 },
  /** For a card to be inserted. */
  card: { min: 100, default: 60_000, max: 86_400_000 },
  /** For a card to be taken out. */
  removal: { min: 100, default: 120_000, max: 86_400_000 },
} as const satisfies LimitTable;

export type Ldt32Limits = LimitsOf<typeof ldt32Limits>;
