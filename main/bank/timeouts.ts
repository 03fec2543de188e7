/** Every wait of the terminal for the bank, in ms. */
export const bankTimeouts = {
  /** What became of a key, and the session key for PIN blocks. */
  question: { min: 500, default: 8_000, max: 30_000 },
  /** One delivery of an activation. Longer: the outbox asks later, the person does not wait. */
  activate: { min: 500, default: 15_000, max: 60_000 },
} as const;

export interface BankLimits {
  readonly question: number;
  readonly activate: number;
}

const within = (row: { min: number; max: number }, ms: number): number =>
  Math.min(row.max, Math.max(row.min, ms));

/** The limits to use: the defaults, or what is wanted within the table's bounds. */
export const bankLimits = (wanted: Partial<BankLimits> = {}): BankLimits => ({
  question: within(bankTimeouts.question, wanted.question ?? bankTimeouts.question.default),
  activate: within(bankTimeouts.activate, wanted.activate ?? bankTimeouts.activate.default),
});
