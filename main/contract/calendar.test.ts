import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, ageOn, daysBetween, shanghaiDate, shanghaiTime } from './calendar.ts';

const instant = fc.integer({ min: Date.UTC(1993, 0, 1), max: Date.UTC(2199, 11, 31) });
const day = instant.map(shanghaiDate);

describe('the Shanghai calendar', () => {
  it('turns the day at midnight in Shanghai, not at midnight UTC', () => {
    expect(shanghaiDate(Date.parse('2026-12-31T15:59:59.999Z'))).toBe('2026-12-31');
    expect(shanghaiDate(Date.parse('2026-12-31T16:00:00Z'))).toBe('2027-01-01');
    expect(shanghaiTime(Date.parse('2026-12-31T16:00:00Z'))).toBe('2027-01-01T00:00:00+08:00');
  });

  it('agrees with the time-zone database on every instant since 1993', () => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });
    fc.assert(fc.property(instant, (ms) => shanghaiDate(ms) === format.format(ms)));
  });

  it('counts days across leap years and year ends, there and back', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, n) => {
        expect(daysBetween(from, addDays(from, n))).toBe(n);
      }),
    );
  });

  it('adds months by the calendar, with the last day where the month is shorter', () => {
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2026-12-31', 2)).toBe('2027-02-28');
    expect(addMonths('2026-11-22', 12)).toBe('2027-11-22');
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30');
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), (from, n) => {
        const to = addMonths(from, n);
        const months =
          (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
          Number(to.slice(5, 7)) -
          Number(from.slice(5, 7));
        expect(months).toBe(n);
        expect(to.slice(8) <= from.slice(8)).toBe(true);
      }),
    );
  });

  it('lets a leap-day birthday count on 1 March in common years', () => {
    expect(ageOn('1952-02-29', '2026-02-28')).toBe(73);
    expect(ageOn('1952-02-29', '2026-03-01')).toBe(74);
    expect(ageOn('1952-02-29', '2028-02-29')).toBe(76);
  });
});
