/**
 * Dates as people read them: 2027-03-08 becomes 2027年3月8日. Anything that is not an ISO calendar date comes back
 * unchanged.
 */
export const dateWords = (iso: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : iso;
};

/** A long number in groups of four: 202611220007 becomes 2026 1122 0007. What has letters or marks of its own stays. */
export const groupDigits = (value: string): string =>
  /^\d{8,}$/.test(value) ? value.replace(/(\d{4})(?=\d)/g, '$1 ') : value;
