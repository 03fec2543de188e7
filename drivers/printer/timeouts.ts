import { z } from 'zod';

/** One wait: what it may be set to, in milliseconds. Printed in docs/devices/receipt-printer.md. */
interface Limit {
  readonly min: number;
  readonly default: number;
  readonly max: number;
}

export const printerTimeouts = {
  /** A reply to a real-time request (DLE EOT n). Asked twice. */
  reply: { min: 200, default: 1500, max: 10_000 },
  /** The same at a further line speed while the speed is being looked for. Asked once. */
  baudProbe: { min: 100, default: 400, max: 2000 },
  /** The proof, counted from the last byte, on top of what the bytes need at the line speed. */
  proof: { min: 2000, default: 30_000, max: 120_000 },
  /** Between two looks at the status while the proof is awaited. */
  proofPoll: { min: 100, default: 700, max: 5000 },
  /** How much longer the process id is awaited when the queued status has already answered. */
  processIdGrace: { min: 100, default: 1500, max: 10_000 },
  /** One piece of data that the printer does not take (XOFF held, buffer full). */
  writeStall: { min: 1000, default: 20_000, max: 120_000 },
  /** Between two looks at the taken sensor. */
  takenPoll: { min: 100, default: 500, max: 2000 },
  /** A slip that was never seen in the output counts as taken after this long. */
  appear: { min: 500, default: 3000, max: 10_000 },
  /** The output must be empty this long after a retract was asked for. */
  retract: { min: 1000, default: 8000, max: 30_000 },
  /** Between two tries to re-open a port that is gone. */
  reopen: { min: 100, default: 200, max: 30_000 },
  /** Between two looks at an idle printer. */
  idlePoll: { min: 500, default: 5000, max: 60_000 },
} as const satisfies Record<string, Limit>;

type TimeoutName = keyof typeof printerTimeouts;
export type PrinterTimeouts = Readonly<Record<TimeoutName, number>>;

/** Fills what is not given with the defaults; throws a ZodError for an unknown name or a value out of its range. */
export function resolveTimeouts(given: Partial<PrinterTimeouts> = {}): PrinterTimeouts {
  const shape = Object.fromEntries(
    Object.entries(printerTimeouts).map(([name, limit]) => [
      name,
      z.number().int().min(limit.min).max(limit.max).default(limit.default),
    ]),
  );
  return z.strictObject(shape).parse(given) as PrinterTimeouts;
}
