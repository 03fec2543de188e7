/**
 * The embedded bank's own rule for a PIN, written apart from the terminal's so that each shows what the other lets through:
 * six digits, not all the same, no run up or down, no form of the birthday (YYMMDD, YYYYMM, MMDDYY, DDMMYY).
 */
export function isWeakPin(digits: Uint8Array, birthDate: string): boolean {
  if (digits.length !== 6) return true;
  const steps = new Set<number>();
  for (let at = 1; at < digits.length; at += 1) {
    steps.add(((digits[at] as number) - (digits[at - 1] as number) + 10) % 10);
  }
  const [step] = steps;
  if (steps.size === 1 && (step === 0 || step === 1 || step === 9)) return true;
  const [year, month, day] = birthDate.split('-') as [string, string, string];
  const yy = year.slice(2);
  const birthdays = [yy + month + day, year + month, month + day + yy, day + month + yy];
  // Compared digit by digit: the PIN itself never becomes a text.
  return birthdays.some((birthday) => digits.every((digit, at) => digit === Number(birthday[at])));
}
