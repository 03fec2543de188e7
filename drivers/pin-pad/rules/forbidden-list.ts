import { birthdayPatterns } from './birthday.ts';
import { idRuns } from './id-digits.ts';
import { type PinFacts, type PinRule, pinRules } from './pin-rule.ts';

/**
 * One entry of the list that a PIN pad compares with by itself. `pattern` is six characters: a digit is that digit; A to D
 * are any digit, the same letter being the same digit (`AAABBB`).
 */
export interface ForbiddenEntry {
  readonly rule: PinRule;
  readonly pattern: string;
}

/** The password every new card has (LD/T 32 practice). */
export const initialPattern = '123456';
/** One digit six times, two digits in turn, three and three, a group of three twice. */
export const repeatedPatterns: readonly string[] = ['AAAAAA', 'ABABAB', 'AAABBB', 'ABCABC'];

/** Up and down by one, and pairs up and down (112233). After 9 comes 0. */
export function sequentialPatterns(): string[] {
  const starts = Array.from({ length: 10 }, (_, start) => start);
  const walk = (start: number, step: number, twice: boolean): string =>
    Array.from({ length: 6 }, (_, at) => (start + step * (twice ? at >> 1 : at) + 100) % 10).join('');
  return starts.flatMap((start) => [
    walk(start, 1, false),
    walk(start, -1, false),
    walk(start, 1, true),
    walk(start, -1, true),
  ]);
}

/** Everything this person's password must not be, in the order of report; the first entry that matches is the answer. */
export function forbiddenList({ birthDate, idNumber }: PinFacts): ForbiddenEntry[] {
  const patterns: Readonly<Record<PinRule, readonly string[]>> = {
    initial: [initialPattern],
    birthday: birthdayPatterns(birthDate),
    idDigits: idRuns(idNumber),
    repeated: repeatedPatterns,
    sequential: sequentialPatterns(),
  };
  return pinRules.flatMap((rule) => patterns[rule].map((pattern) => ({ rule, pattern })));
}
