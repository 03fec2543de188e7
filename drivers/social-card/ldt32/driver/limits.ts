/** One time limit, in milliseconds. Configuration may move it between `min` and `max`. */
interface Limit {
  readonly min: number;
  readonly default: number;
  readonly max: number;
}

/** Every time limit of the LD/T 32 driver. */
const ldt32Limits = {
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
} as const satisfies Record<string, Limit>;

type Ldt32LimitName = keyof typeof ldt32Limits;
export type Ldt32Limits = Readonly<Record<Ldt32LimitName, number>>;

/** Keeps a wished limit within its bounds. */
export function limitWithin(name: Ldt32LimitName, wished: number | undefined): number {
  const { min, default: usual, max } = ldt32Limits[name];
  return Math.min(max, Math.max(min, wished ?? usual));
}

/** The whole table, with the wishes of a configuration. */
export function resolveLimits(wished: Partial<Ldt32Limits> = {}): Ldt32Limits {
  const names = Object.keys(ldt32Limits) as Ldt32LimitName[];
  return Object.fromEntries(names.map((name) => [name, limitWithin(name, wished[name])])) as Ldt32Limits;
}
