import { hasCitizenCheck } from './citizen-number.ts';

const weights = [7, 3, 1] as const;

/** Check digit of a 2017 permit number from its first 14 characters: weights 7 3 1 repeating, A = 10 … Z = 35, mod 10. */
function foreigner2017Check(first14: string): string | null {
  if (!/^[A-Z]{3}\d{11}$/.test(first14)) return null;
  const sum = [...first14].reduce(
    (total, character, index) => total + Number.parseInt(character, 36) * (weights[index % 3] as number),
    0,
  );
  return String(sum % 10);
}

/** Three letters, area (4), YYMMDD, sequence (1), check (1). */
export const isForeigner2017Number = (number: string): boolean =>
  number.length === 15 && foreigner2017Check(number.slice(0, 14)) === number[14];

/** 9, province (2), country ISO 3166-1 numeric (3), YYYYMMDD, sequence (3), check as GB 11643. */
export const isForeigner2023Number = (number: string): boolean =>
  number.startsWith('9') && hasCitizenCheck(number);
