import { birthdayPatterns } from './birthday.ts';
import { idRuns } from './id-digits.ts';
import { type PinDigits, type PinFacts, type PinRule, pinRules } from './pin-rule.ts';

/**
 * Makes the check of one person's passwords: the first rule that six digits break, or null. Used where this program holds
 * the digits; a pad gets `forbiddenList`.
 */
export function pinCheck({ birthDate, idNumber }: PinFacts): (digits: PinDigits) => PinRule | null {
  const birthdays = birthdayPatterns(birthDate).map((pattern) => ({
    codes: codesOf(pattern),
    free: pattern.indexOf('A'),
  }));
  const runs = idRuns(idNumber).map(codesOf);
  const breaks: Readonly<Record<PinRule, (digits: PinDigits) => boolean>> = {
    initial: (digits) => isStair(digits, 1, 1, 1),
    birthday: (digits) =>
      birthdays.some(
        ({ codes, free }) => isLike(digits, codes) && (free < 0 || digits[free] === digits[free + 1]),
      ),
    idDigits: (digits) => runs.some((run) => isLike(digits, run)),
    repeated: (digits) => hasPeriod(digits, 2) || hasPeriod(digits, 3) || threeAndThree(digits),
    sequential: (digits) => {
      const first = digits[0] as number;
      return [1, 2].some((each) => isStair(digits, first, 1, each) || isStair(digits, first, 9, each));
    },
  };
  return (digits) => pinRules.find((rule) => breaks[rule](digits)) ?? null;
}

/** Digits as 0 to 9; a letter becomes more than 9 and takes anything. */
const codesOf = (pattern: string): readonly number[] =>
  Array.from(pattern, (_, at) => pattern.charCodeAt(at) - 0x30);

function isLike(digits: PinDigits, codes: readonly number[]): boolean {
  for (let at = 0; at < codes.length; at += 1) {
    const wanted = codes[at] as number;
    if (wanted <= 9 && wanted !== digits[at]) return false;
  }
  return true;
}

/** From `first` on by `step` (9 is one down), each digit standing `each` times. */
function isStair(digits: PinDigits, first: number, step: number, each: number): boolean {
  for (let at = 0; at < digits.length; at += 1) {
    if (digits[at] !== (first + step * Math.floor(at / each)) % 10) return false;
  }
  return true;
}

/** The first `period` digits over and over; one digit six times has the period 2 too. */
function hasPeriod(digits: PinDigits, period: number): boolean {
  for (let at = period; at < digits.length; at += 1) if (digits[at] !== digits[at - period]) return false;
  return true;
}

const threeAndThree = (digits: PinDigits): boolean =>
  digits[0] === digits[1] && digits[1] === digits[2] && digits[3] === digits[4] && digits[4] === digits[5];
