/**
 * Dates as people read them: 2027-03-08 becomes 2027年3月8日. Anything that is not an ISO calendar date comes back
 * unchanged.
 */
export const dateWords = (iso: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : iso;
};

/** Long numbers in groups of four: 202611220007 becomes 2026 1122 0007. Short ones (12333) and letters stay. */
export const groupDigits = (value: string): string =>
  value.replace(/\d{6,}/g, (digits) => digits.replace(/(\d{4})(?=\d)/g, '$1 '));
