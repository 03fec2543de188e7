/**
 * For tests: what of `personal` (names, numbers, addresses of the invented people) a log text holds. Numbers are also
 * looked for with separators and without their last character; any 17 digits in a row count whoever they belong to.
 */
export function findPersonalData(text: string, personal: readonly string[]): string[] {
  const found = personal.filter((item) => item.length > 1 && text.includes(item));
  const squeezed = text.replace(/[ -]/g, '');
  for (const item of personal) {
    const digits = item.replace(/\D/g, '');
    if (digits.length >= 8 && squeezed.includes(digits) && !found.includes(item)) found.push(item);
  }
  return [...found, ...(text.match(/\d{17}[\dXx]?/g) ?? [])];
}
