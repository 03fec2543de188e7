import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { addDays } from '../../contract/calendar.ts';
import { fail, ok, type Result } from '../../contract/failure.ts';
import { cardServiceFailure } from '../cards/errors.ts';

const day = z.iso.date();

/** How sure a year's days are: announced with its worked weekends (调休), the law's days only, or weekends only. */
export type HolidayBasis = 'announced' | 'statutory' | 'weekendsOnly';

const holidaysSchema = z
  .strictObject({
    years: z.record(
      z.string().regex(/^20\d\d$/),
      z.strictObject({
        basis: z.enum(['announced', 'statutory']),
        source: z.string().min(1),
        /** First and last day off. */
        off: z.array(
          z.tuple([day, day]).refine(([first, last]) => first <= last, 'the last day comes first'),
        ),
        /** Saturdays and Sundays that are worked. */
        workedWeekendDays: z.array(day),
      }),
    ),
  })
  .refine(
    ({ years }) =>
      Object.entries(years).every(([year, { off, workedWeekendDays }]) =>
        [...off.flat(), ...workedWeekendDays].every((date) => date.startsWith(year)),
      ),
    'a day stands in another year',
  )
  .refine(
    ({ years }) => Object.values(years).every((year) => year.workedWeekendDays.every(isWeekend)),
    'a worked weekend day is no weekend day',
  );
export type Holidays = z.infer<typeof holidaysSchema>;

/** Reads and checks a holiday table (default: the national one). E6109 when it is missing or not valid. */
export function loadHolidays(
  file: URL | string = new URL('./holidays.json', import.meta.url),
): Result<Holidays> {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return fail(cardServiceFailure('E6109', (cause as NodeJS.ErrnoException).code ?? 'not JSON'));
  }
  const parsed = holidaysSchema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  return fail(cardServiceFailure('E6109', where.join('; ')));
}

function isWeekend(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

export const holidayBasis = (holidays: Holidays, date: string): HolidayBasis =>
  holidays.years[date.slice(0, 4)]?.basis ?? 'weekendsOnly';

/** A year that is not in the table has its weekends off and nothing else. */
export function isWorkingDay(holidays: Holidays, date: string): boolean {
  const year = holidays.years[date.slice(0, 4)];
  if (year?.workedWeekendDays.includes(date)) return true;
  if (year?.off.some(([first, last]) => first <= date && date <= last)) return false;
  return !isWeekend(date);
}

/**
 * The n-th working day after `from`, which itself does not count, and the weakest basis of all days that were looked at.
 */
export function workingDaysAfter(
  holidays: Holidays,
  from: string,
  n: number,
): { readonly date: string; readonly basis: HolidayBasis } {
  const weakest: readonly HolidayBasis[] = ['announced', 'statutory', 'weekendsOnly'];
  let date = from;
  let basis = 0;
  for (let left = n; left > 0; ) {
    date = addDays(date, 1);
    basis = Math.max(basis, weakest.indexOf(holidayBasis(holidays, date)));
    if (isWorkingDay(holidays, date)) left -= 1;
  }
  return { date, basis: weakest[basis] as HolidayBasis };
}
