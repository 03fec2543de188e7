import { z } from 'zod';

/** One time limit, in milliseconds. Configuration may move it between `min` and `max`. */
interface Limit {
  readonly min: number;
  readonly default: number;
  readonly max: number;
}

/** A device's table of time limits, as its page in docs/devices prints it. */
export type LimitTable = Readonly<Record<string, Limit>>;
/** The limits of a table as numbers, in milliseconds. */
export type LimitsOf<T extends LimitTable> = Readonly<Record<keyof T & string, number>>;

/** Keeps a wished limit within its bounds; without a wish it is the table's default. */
export function limitWithin<T extends LimitTable>(
  table: T,
  name: keyof T & string,
  wished: number | undefined,
): number {
  const { min, default: usual, max } = table[name] as Limit;
  return Math.min(max, Math.max(min, wished ?? usual));
}

/** The whole table as numbers, with the wishes of a configuration. */
export function resolveLimits<T extends LimitTable>(
  table: T,
  wished: Partial<LimitsOf<T>> = {},
): LimitsOf<T> {
  const names = Object.keys(table) as (keyof T & string)[];
  return Object.fromEntries(
    names.map((name) => [name, limitWithin(table, name, wished[name])]),
  ) as LimitsOf<T>;
}

/** Wishes for a table in a configuration; one outside its bounds is refused. */
export function limitsSchema<T extends LimitTable>(table: T) {
  const rows = Object.entries(table).map(([name, { min, max }]) => [
    name,
    z.number().int().min(min).max(max).optional(),
  ]);
  return z.strictObject(Object.fromEntries(rows) as Record<keyof T & string, z.ZodOptional<z.ZodNumber>>);
}
