import { readFileSync } from 'node:fs';
import { type EventRow, events } from '../log/events.ts';
import { scrubField } from '../log/scrub.ts';

/** The end of a log for a bundle. */
interface LogTail {
  /** JSON lines; each field went through the log's own scrubbing once more, and lines of programs that are not ours are left out. */
  readonly lines: readonly string[];
  /** How often each error code stands in them. */
  readonly errorCounts: Readonly<Record<string, number>>;
  /** Lines that the catalogue of events does not have: left out. */
  readonly leftOut: number;
}

/** The last `count` lines of a log file; none when there is no log yet. */
export function logTail(file: string, count: number): LogTail {
  const kept: string[] = [];
  const errorCounts: Record<string, number> = {};
  let leftOut = 0;
  for (const text of linesOf(file).slice(-count)) {
    const line = knownLine(text);
    if (!line) {
      leftOut += 1;
      continue;
    }
    kept.push(JSON.stringify(line));
    const { code } = line;
    if (typeof code === 'string') errorCounts[code] = (errorCounts[code] ?? 0) + 1;
  }
  return { lines: kept, errorCounts, leftOut };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

function knownLine(text: string): Record<string, unknown> | null {
  let line: Record<string, unknown>;
  try {
    line = Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return null;
  }
  const { event, time, level } = line;
  if (typeof event !== 'string' || !Object.hasOwn(events, event)) return null;
  const { type, fields }: EventRow = events[event as keyof typeof events];
  const at = new Date(typeof time === 'string' ? time : Number.NaN);
  const kept: Record<string, unknown> = {
    ...{ time: Number.isNaN(+at) ? null : at.toISOString(), level: scrubField('number', level), event, type },
  };
  // What a foreign library wrote may hold a name in Latin letters, which no pattern finds: it stays in the terminal's own log.
  for (const [field, kind] of Object.entries(fields))
    kept[field] = kind === 'line' ? '[in the log]' : scrubField(kind, line[field]);
  return kept;
}
