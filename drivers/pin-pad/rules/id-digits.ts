import { PIN_LENGTH } from './pin-rule.ts';

/**
 * Every run of six in an ID number, the first one first. A check character X has no key: it counts as 0 (as banks do with
 * "the last six") and also as left out. Letters of other numbers (permits, permanent residence) end a run.
 */
export function idRuns(idNumber: string): string[] {
  const runs = [idNumber.replace(/[xX]/g, '0'), idNumber.replace(/[xX]/g, '')]
    .flatMap((number) => number.split(/\D+/))
    .flatMap((digits) =>
      Array.from({ length: Math.max(0, digits.length - PIN_LENGTH + 1) }, (_, at) =>
        digits.slice(at, at + PIN_LENGTH),
      ),
    );
  return [...new Set(runs)];
}
