/**
 * Calendar dates in Asia/Shanghai as `YYYY-MM-DD` texts, which compare like dates. Standings are counted in days of this
 * calendar, never in multiples of 24 hours from some instant.
 */

const dayMs = 86_400_000;
/** China has had one zone and no summer time since 1992; no certification is older. */
const shanghaiOffsetMs = 8 * 3_600_000;

const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The date on a wall calendar in Shanghai at `ms` since the epoch. */
export const shanghaiDate = (ms: number): string => text(ms + shanghaiOffsetMs);

/** `2026-11-22T10:00:00+08:00` for the instant `ms`. */
export const shanghaiTime = (ms: number): string =>
  `${new Date(ms + shanghaiOffsetMs).toISOString().slice(0, 19)}+08:00`;

export const addDays = (date: string, days: number): string => text(utc(date) + days * dayMs);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to) - utc(from)) / dayMs);

/** The same day `months` later, or the last day of that month where it has no such day (29 Feb + 12 months = 28 Feb). */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return text(first.getTime() + (Math.min(day, lastDay) - 1) * dayMs);
}

/** Age in whole years; born on 29 Feb counts on 1 Mar in common years. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
