/** Every wait of the terminal for the authority, in ms. */
export const authorityTimeouts = {
  /** A question about a person standing at the terminal. */
  lookUp: { min: 500, default: 8_000, max: 30_000 },
  /** One delivery of a submission. Longer: the outbox waits, not the person. */
  submit: { min: 500, default: 15_000, max: 60_000 },
} as const;

export interface AuthorityLimits {
  readonly lookUp: number;
  readonly submit: number;
}

const within = (row: { min: number; max: number }, ms: number): number =>
  Math.min(row.max, Math.max(row.min, ms));

/** The limits to use: the defaults, or what the configuration says within the table's bounds. */
export const authorityLimits = (wanted: Partial<AuthorityLimits> = {}): AuthorityLimits => ({
  lookUp: within(authorityTimeouts.lookUp, wanted.lookUp ?? authorityTimeouts.lookUp.default),
  submit: within(authorityTimeouts.submit, wanted.submit ?? authorityTimeouts.submit.default),
});
