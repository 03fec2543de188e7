import { readFile } from 'node:fs/promises';
import { type DeviceFailure, err, failure, ok, type Result } from '../kit/result.ts';
import { hasSpeed, type Transport } from '../kit/transport.ts';
import { EscposPrinter } from './escpos/driver/escpos-printer.ts';
import { selfTestJob } from './escpos/driver/self-test.ts';
import { printerErrors } from './errors.ts';
import type { PrintJob, PrintLine } from './print-job.ts';
import type { PrinterStatus } from './printer.ts';
import { printerPortOf } from './printer-port.ts';
import { loadProfile, profileFor, profileNames } from './profiles/profile.ts';
import type { PrinterProfile } from './profiles/profile-schema.ts';
import { printerTimeouts } from './timeouts.ts';

export interface PrintOnceOptions {
  /** Not opened yet; it is closed at the end. */
  readonly line: Transport;
  /** Without it the printer is asked what it is (USB); E4016 when it does not say, or nobody knows it. */
  readonly profile?: string | undefined;
  /** UTF-8 or GB18030; each line of it is one line of the slip. Without it the printer's test slip is printed. */
  readonly textFile?: string | undefined;
  /** Bits per second; without it the speeds of the profile are tried. */
  readonly baud?: number;
  /** For everything together, waiting for a hand to take the slip included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

interface Statuses {
  readonly statusBefore?: PrinterStatus;
  readonly statusAfter?: PrinterStatus;
}
/** What `yinling print` writes. `taken` is null where the printer cannot tell. */
export type PrintOnceResult =
  | ({ readonly ok: true; readonly printed: true; readonly taken: boolean | null } & Statuses)
  | ({ readonly ok: false; readonly error: DeviceFailure } & Statuses);

/** The last look at the printer comes after everything else and may take a fifth of the time, within these. */
const LAST_LOOK_MS = { min: 3000, max: 12_000 };
const LONGEST_REPLY_MS = 5000;

/** Prints a text file, or the test slip, on the printer at the end of `line` and tells whether it was printed and taken, with the status around it. */
export async function printOnce(options: PrintOnceOptions): Promise<PrintOnceResult> {
  const { line } = options;
  const given = options.profile === undefined ? null : loadProfile(options.profile);
  if (given?.ok === false) return { ok: false, error: given.error };
  const text = options.textFile === undefined ? null : await readText(options.textFile);
  if (text?.ok === false) return { ok: false, error: text.error };
  const profile = given ?? (await profileOfPrinter(line));
  if (!profile.ok) return { ok: false, error: profile.error };
  const job = text ? { id: `text-${Date.now()}`, lines: linesOf(text.value) } : selfTestJob(profile.value);

  const end = performance.now() + options.timeoutMs;
  const timeUp = AbortSignal.timeout(Math.max(1, Math.round(options.timeoutMs)));
  const signal = options.signal ? AbortSignal.any([timeUp, options.signal]) : timeUp;
  // Nobody stands waiting here: an unknown printer gets more time to answer than the one in the terminal.
  const within = (limit: { min: number; max: number }, ms: number): number =>
    Math.round(Math.min(limit.max, Math.max(limit.min, ms)));
  const timeouts = {
    reply: within({ ...printerTimeouts.reply, max: LONGEST_REPLY_MS }, options.timeoutMs / 8),
    proof: within(printerTimeouts.proof, options.timeoutMs - LAST_LOOK_MS.min),
  };
  if (hasSpeed(line)) await line.setBaudRate(options.baud ?? profile.value.bauds[0]!);
  const printer = new EscposPrinter({
    transport: line,
    profile: profile.value,
    fixedBaud: options.baud !== undefined,
    watch: false,
    timeouts,
  });
  try {
    const opened = await printer.open(signal);
    if (!opened.ok) return { ok: false, error: opened.error };
    const before = await printer.status(signal);
    if (!before.ok) return { ok: false, error: before.error };
    const statusBefore = before.value;
    const printed = await printer.print(job, { signal });
    if (!printed.ok) {
      const after = await printer.status(AbortSignal.timeout(within(LAST_LOOK_MS, options.timeoutMs / 5)));
      return {
        ok: false,
        error: printed.error,
        statusBefore,
        ...(after.ok ? { statusAfter: after.value } : {}),
      };
    }
    const taken = await printer.waitTaken({ timeoutMs: Math.max(1, end - performance.now() - 500), signal });
    const after = await printer.status(AbortSignal.timeout(within(LAST_LOOK_MS, options.timeoutMs / 5)));
    return {
      ok: true,
      printed: true,
      taken: takenOf(taken),
      statusBefore,
      ...(after.ok ? { statusAfter: after.value } : {}),
    };
  } finally {
    await printer.close();
  }
}

/** Opens the line, and leaves it open, to hear what the printer says it is. */
async function profileOfPrinter(line: Transport): Promise<Result<PrinterProfile>> {
  const opened = await line.open();
  if (!opened.ok) return opened;
  const id = printerPortOf(line)?.deviceId;
  const name = id ? profileFor(id) : null;
  if (name !== null) return loadProfile(name);
  await line.close();
  const said = id
    ? `the printer says it is ${id.manufacturer} ${id.model}`
    : 'the printer does not say what it is';
  return err(failure(printerErrors, 'E4016', `${said}; known: ${profileNames.join(', ')}`));
}

/** The slip is printed whatever comes now: when the sensor cannot be asked any more, nobody knows. */
function takenOf(answer: Awaited<ReturnType<EscposPrinter['waitTaken']>>): boolean | null {
  if (!answer.ok || answer.value === 'noSensor') return null;
  return answer.value === 'taken';
}

async function readText(file: string): Promise<Result<string>> {
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return err(failure(printerErrors, 'E4023', file));
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch {
      // Not in this encoding.
    }
  }
  return err(failure(printerErrors, 'E4023', 'neither UTF-8 nor GB18030'));
}

/** Longest text of one line of a job. */
const LONGEST = 200;

/** Lines of the file as lines of a slip; neighbours share one where a job would have too many. */
function linesOf(text: string): PrintJob['lines'] {
  const body: string[] = [];
  for (const line of text.replace(/\t/g, '    ').split(/\r\n|\n|\r/)) {
    let rest = [...line.trimEnd()];
    do {
      body.push(rest.slice(0, LONGEST / 2).join(''));
      rest = rest.slice(LONGEST / 2);
    } while (rest.length > 0);
  }
  while (body.at(-1) === '') body.pop();
  const joined: string[] = [];
  for (const line of body) {
    const last = joined.at(-1);
    if (body.length > 100 && last !== undefined && last.length + 1 + line.length <= LONGEST)
      joined[joined.length - 1] = `${last}\n${line}`;
    else joined.push(line);
  }
  const lines = joined.map(
    (line): PrintLine =>
      line === '' ? { kind: 'gap', mm: 4 } : { kind: 'text', text: line, size: 'body', align: 'left' },
  );
  return [...lines, { kind: 'gap', mm: 6 }];
}
