/** Every wait of the ledger, in ms. */
export const ledgerTimeouts = {
  /** One delivery: a guard behind the authority adapter's own limit. */
  attempt: { min: 500, default: 20_000, max: 120_000 },
  /** Pause after the first delivery that was not answered; doubles each time ... */
  firstRetry: { min: 10, default: 2_000, max: 60_000 },
  /** ... up to this. */
  longestRetry: { min: 50, default: 300_000, max: 3_600_000 },
  /** Pause when the authority says that this submission as such is wrong: trying harder does not help, people must. */
  stuckRetry: { min: 1_000, default: 3_600_000, max: 86_400_000 },
} as const;

export type LedgerLimits = { readonly [K in keyof typeof ledgerTimeouts]: number };

/** The limits to use: the defaults, or what the configuration says within the table's bounds. */
export function ledgerLimits(wanted: Partial<LedgerLimits> = {}): LedgerLimits {
  const rows = Object.entries(ledgerTimeouts).map(([name, row]) => {
    const ms = wanted[name as keyof LedgerLimits] ?? row.default;
    return [name, Math.min(row.max, Math.max(row.min, ms))];
  });
  return Object.fromEntries(rows) as LedgerLimits;
}
