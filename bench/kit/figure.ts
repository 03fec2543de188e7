/** One measured quantity as a measurement hands it to the runner. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | '/s';
  readonly median: number;
  readonly p95?: number;
  readonly samples: number;
  readonly goal?: Goal;
  /** What a reader must know to judge the figure: what was counted and what was not. */
  readonly note?: string;
}

/** `ratio` = the judged value by `reference`; the goal is met when the ratio stays on the right side of `limit`. */
export interface Goal {
  readonly on: 'median' | 'p95';
  readonly reference: number;
  /** `most`: the ratio may be at most this; `least`: it must be at least this. */
  readonly most?: number;
  readonly least?: number;
  /** The goal in words, e.g. `<= 50 ms (p95)`. */
  readonly words: string;
}

/** One file bench/<name>.bench.ts exports one of these as `measure`. Rejects only when it could not measure. */
export type Measurement = () => Promise<readonly Figure[]>;

/** The judged value in parts of the goal's reference; null without a goal. */
export function ratioOf({ median, p95, goal }: Figure): number | null {
  if (!goal) return null;
  return (goal.on === 'p95' ? (p95 ?? median) : median) / goal.reference;
}

/** Null without a goal. A ratio that is no number is a miss. */
export function verdictOf(figure: Figure): 'pass' | 'MISS' | null {
  const ratio = ratioOf(figure);
  if (ratio === null) return null;
  const { most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY } = figure.goal ?? {};
  return ratio <= most && ratio >= least ? 'pass' : 'MISS';
}
