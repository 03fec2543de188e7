import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

type OptionKind = 'string' | 'boolean';
type Values<S extends Record<string, OptionKind>> = {
  readonly [K in keyof S]: S[K] extends 'boolean' ? boolean : string | undefined;
};

/** Parses the options of one command; unknown ones and missing values are usage errors. */
export function readArguments<S extends Record<string, OptionKind>>(
  args: readonly string[],
  spec: S,
): { values: Values<S>; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries({ ...spec, json: 'boolean' as const }).map(([name, type]) => [name, { type }]),
  );
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const values = Object.fromEntries(
      Object.entries(spec).map(([name, kind]) => [
        name,
        parsed.values[name] ?? (kind === 'boolean' ? false : undefined),
      ]),
    );
    return { values: values as Values<S>, positionals: parsed.positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'wrong options');
  }
}

export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`--${option} is needed`);
  return value;
}

/** A whole number inside its limits, or undefined when the option was not given. */
export function wholeNumber(
  value: string | undefined,
  option: string,
  min: number,
  max: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    throw new UsageError(`--${option} takes a whole number from ${min} to ${max}`);
  return number;
}

/** One of a few words; the first when the option was not given. */
export function oneOf<const W extends string>(
  value: string | undefined,
  option: string,
  words: readonly [W, ...W[]],
): W {
  const chosen = value === undefined ? words[0] : words.find((word) => word === value);
  if (chosen === undefined) throw new UsageError(`--${option} takes ${words.join(' or ')}`);
  return chosen;
}
