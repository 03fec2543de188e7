import type { Cell } from './rows.ts';

const DAY_MS = 86_400_000;

/**
 * The day in a cell as `YYYY-MM-DD`, or null when none can be read: 2026-01-02, 2026/1/2, 2026.1.2, 2026年1月2日, 20260102,
 * each with or without a time, or a spreadsheet's count of days.
 */
export function sealedOnOf(cell: Cell, date1904: boolean): string | null {
  const text = cell.text.normalize('NFKC').trim();
  if (cell.kind === 'number' && /^\d{1,6}(\.\d+)?$/.test(text)) return fromCount(Number(text), date1904);
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/.exec(text);
  if (!match) return null;
  const [, year, month, day] = match as unknown as [string, string, string, string];
  return existing(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** Day 60 of 1900 is a 29 February that never was; days before March 1900 do not occur here. */
function fromCount(days: number, date1904: boolean): string | null {
  const first = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return existing(new Date(first + Math.floor(days) * DAY_MS).toISOString().slice(0, 10));
}

function existing(date: string): string | null {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) return null;
  return date >= '1999-01-01' && date <= '2199-12-31' ? date : null;
}
