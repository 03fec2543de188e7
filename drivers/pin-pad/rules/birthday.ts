/**
 * The six-digit forms of a birthday: year of two digits, month and day in every order; year of four digits with the month
 * or the day, before or behind, and with both where neither needs a zero; month and day (either first) with one digit twice
 * before or behind them (00, 11 ... 99). Given as patterns: `A` stands for that one digit. The lunar birthday is not known.
 */
export function birthdayPatterns(birthDate: string): string[] {
  const parts = /^(\d{2})(\d{2})-(\d{2})-(\d{2})$/.exec(birthDate);
  if (!parts) return [];
  const [, century, yy, mm, dd] = parts as unknown as [string, string, string, string, string];
  const yyyy = century + yy;
  const patterns = [
    ...[yy + mm + dd, yy + dd + mm, mm + dd + yy, dd + mm + yy, mm + yy + dd, dd + yy + mm],
    ...[yyyy + mm, mm + yyyy, yyyy + dd, dd + yyyy],
    ...[mm + dd, dd + mm].flatMap((day) => [`${day}AA`, `AA${day}`]),
  ];
  const short = `${Number(mm)}${Number(dd)}`;
  if (short.length === 2) patterns.push(yyyy + short, short + yyyy);
  return [...new Set(patterns)];
}
