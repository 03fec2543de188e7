import { describe, expect, it } from 'vitest';
import { addDays } from '../../contract/calendar.ts';
import { type Holidays, holidayBasis, isWorkingDay, loadHolidays, workingDaysAfter } from './working-days.ts';

const loaded = loadHolidays();
if (!loaded.ok) throw new Error(loaded.error.message);
const holidays: Holidays = loaded.value;

describe('working days', () => {
  it('of 2026 are those of the announcement: 33 days off, 6 weekend days worked', () => {
    const days = Array.from({ length: 365 }, (_, i) => addDays('2026-01-01', i));
    const weekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    const off = holidays.years['2026']?.off ?? [];
    const offDays = days.filter((day) => off.some(([first, last]) => first <= day && day <= last));
    expect(offDays).toHaveLength(33);
    expect(days.filter((day) => weekend(day) && isWorkingDay(holidays, day))).toHaveLength(6);
    // 365 days less 104 weekend days, less 19 days off on weekdays, and 6 worked weekend days.
    const offWeekdays = offDays.filter((day) => !weekend(day)).length;
    const weekends = days.filter(weekend).length;
    const working = days.filter((day) => isWorkingDay(holidays, day));
    expect(working).toHaveLength(365 - weekends - offWeekdays + 6);
    for (const day of ['2026-01-04', '2026-02-14', '2026-10-10'])
      expect(isWorkingDay(holidays, day)).toBe(true);
    for (const day of ['2026-02-23', '2026-10-07', '2026-06-19'])
      expect(isWorkingDay(holidays, day)).toBe(false);
  });

  it('say how sure they are: announced, by the law, or weekends only', () => {
    expect(workingDaysAfter(holidays, '2026-11-20', 5)).toEqual({ date: '2026-11-27', basis: 'announced' });
    expect(workingDaysAfter(holidays, '2026-12-30', 5)).toEqual({ date: '2027-01-07', basis: 'statutory' });
    expect(workingDaysAfter(holidays, '2027-12-31', 5)).toEqual({
      date: '2028-01-07',
      basis: 'weekendsOnly',
    });
    expect(holidayBasis(holidays, '2035-05-01')).toBe('weekendsOnly');
    expect(isWorkingDay(holidays, '2035-05-01')).toBe(true);
  });

  it('are refused with E6109 when the table is missing or nonsense', () => {
    expect(loadHolidays('/nowhere.json')).toMatchObject({ error: { code: 'E6109' } });
    expect(loadHolidays(new URL('../cards/agent-rules.json', import.meta.url))).toMatchObject({
      error: { code: 'E6109' },
    });
  });
});
