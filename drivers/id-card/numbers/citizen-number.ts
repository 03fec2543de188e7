/** 18-digit citizen identification numbers (GB 11643) and the ones built like them. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = '10X98765432';

/** Check character of the first 17 digits, or null when they are no digits. */
export function citizenCheck(first17: string): string | null {
  if (!/^\d{17}$/.test(first17)) return null;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return checks[sum % 11] as string;
}

/** Whether an 18-character number carries its right check character. Region and dates are not looked at. */
export const hasCitizenCheck = (number: string): boolean =>
  number.length === 18 && citizenCheck(number.slice(0, 17)) === number[17];

/**
 * The 18-digit form of a 15-digit number of the first generation. Null when it is no such number, and for sequences 996 to
 * 999: those were kept for people who were a hundred then, so the century cannot be told.
 */
export function from15Digits(number: string): string | null {
  if (!/^\d{15}$/.test(number) || Number(number.slice(12)) >= 996) return null;
  const first17 = `${number.slice(0, 6)}19${number.slice(6)}`;
  return first17 + citizenCheck(first17);
}
