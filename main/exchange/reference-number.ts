import { shanghaiDate } from '../contract/calendar.ts';

/**
 * `RZ20261122-000017-4`: kind, day, running number and a check digit (sum of the digits times their place, mod 10), so
 * that a number read out over the telephone shows most slips of the ear.
 */
export function referenceNumber(kind: string, now: number, number: number): string {
  const digits = shanghaiDate(now).replaceAll('-', '') + String(number).padStart(6, '0');
  const check = [...digits].reduce((sum, digit, i) => sum + Number(digit) * (i + 1), 0) % 10;
  return `${kind}${digits.slice(0, 8)}-${digits.slice(8)}-${check}`;
}
