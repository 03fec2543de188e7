import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { type EventName, type EventRow, events, type FieldsOf } from './events.ts';
import { scrubField } from './scrub.ts';

/** Writes one event of the catalogue. Nothing that is not in the catalogue can be written. */
export type Log = <E extends EventName>(event: E, fields: FieldsOf<E>) => void;

export interface LogTarget {
  /** `stderr`, or the path of the newest log file. */
  readonly to: 'stderr' | { readonly file: string };
  /** A file larger than this is moved aside at start. Default 10 MB. */
  readonly maxBytes?: number;
  /** Moved-aside files kept (retention). Default 5. */
  readonly keep?: number;
}

/** JSON lines by pino: time, level, event, type and the event's fields. Written synchronously, so a crash loses none. */
export function openLog(target: LogTarget): Log {
  if (target.to !== 'stderr') rotate(target.to.file, target.maxBytes ?? 10_000_000, target.keep ?? 5);
  const logger = pino(
    { base: undefined, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime },
    target.to === 'stderr'
      ? pino.destination({ dest: 2, sync: true })
      : pino.destination({ dest: target.to.file, sync: true }),
  );
  return (event, fields) => {
    const row: EventRow = events[event];
    const kept: Record<string, unknown> = { type: row.type };
    for (const [field, kind] of Object.entries(row.fields)) {
      kept[field] = scrubField(kind, (fields as Record<string, unknown>)[field]);
    }
    logger[row.level](kept, event);
  };
}

/** For tests and command-line tools that want no log. */
export const noLog: Log = () => undefined;

function rotate(file: string, maxBytes: number, keep: number): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= maxBytes) return;
  rmSync(`${file}.${keep}`, { force: true });
  for (let n = keep - 1; n >= 1; n -= 1) {
    if (statSync(`${file}.${n}`, { throwIfNoEntry: false })) renameSync(`${file}.${n}`, `${file}.${n + 1}`);
  }
  renameSync(file, `${file}.1`);
}
