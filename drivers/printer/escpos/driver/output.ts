import { pause } from '../../../kit/pause.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';
import type { TakenAnswer } from '../../printer.ts';
import * as commands from '../codec/commands.ts';
import type { PrinterConnection } from './connection.ts';
import type { Turn } from './turn.ts';

const fail = (code: keyof typeof printerErrors, detail?: string): Result<never> =>
  err(failure(printerErrors, code, detail));

/** Looks in a row without an answer until the printer counts as away while a slip is waited for. */
const LOOKS_MISSED = 3;

export interface TakenWait {
  readonly timeoutMs: number;
  /** The slip was already seen in the output. */
  readonly seen: boolean;
  readonly signal?: AbortSignal;
}

/** Watches the output until the slip has left it, taking the turn anew for each look. E4003 jam there, E4021 cancelled. */
export async function waitTaken(
  connection: PrinterConnection,
  turn: Turn,
  { timeoutMs, seen: seenBefore, signal }: TakenWait,
): Promise<Result<TakenAnswer>> {
  const { takenPoll, appear } = connection.timeouts;
  const start = performance.now();
  let seen = seenBefore;
  let missed = 0;
  for (;;) {
    const report = await turn.take(() => connection.look(signal), signal);
    if (!report.ok) {
      // One answer that came late must not end the watch: an untaken slip would then never be pulled back.
      missed += 1;
      if (missed >= LOOKS_MISSED || signal?.aborted) return report;
      if (await pause(takenPoll, signal)) continue;
      return fail('E4021', 'while waiting for the slip to be taken');
    }
    missed = 0;
    const { media } = report.value.status;
    if (media === 'unknown') return ok('noSensor');
    if (media === 'jammed') return fail('E4003', 'in the presenter');
    const waited = performance.now() - start;
    if (media === 'present') seen = true;
    // A quick hand may take the slip between two looks; the proof of printing has already been given.
    else if (seen || waited >= appear) return ok('taken');
    if (waited >= timeoutMs) return ok(seen ? 'notTaken' : 'taken');
    if (!(await pause(Math.min(takenPoll, Math.max(1, timeoutMs - waited)), signal)))
      return fail('E4021', 'while waiting for the slip to be taken');
  }
}

/** Pulls the slip in the output back; whoever calls has the turn. E4014 it is still there, E4015 the profile cannot. */
export async function retractSlip(
  connection: PrinterConnection,
  signal?: AbortSignal,
): Promise<Result<void>> {
  const { profile, timeouts, link } = connection;
  if (!profile.retract) return fail('E4015', profile.name);
  const open = await connection.ensureOpen(signal);
  if (!open.ok) return open;
  const sent = await link.send(commands.fromHex(profile.retract), signal);
  if (!sent.ok) return sent;
  const deadline = performance.now() + timeouts.retract;
  for (;;) {
    const report = await connection.look(signal);
    if (!report.ok) return report;
    const { media } = report.value.status;
    if (media === 'notPresent') return ok(undefined);
    if (media === 'unknown') return fail('E4014', 'the output cannot be seen');
    if (performance.now() > deadline) return fail('E4014');
    if (!(await pause(timeouts.takenPoll, signal))) return fail('E4014', 'cancelled');
  }
}
