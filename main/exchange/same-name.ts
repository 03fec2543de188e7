/**
 * Whether two systems mean the same person's name. An ID card holds 15 characters of a name, a social-security card up to
 * 25: the shorter is the beginning of the longer.
 */
export const sameName = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= 2 && (a.startsWith(b) || b.startsWith(a)));
