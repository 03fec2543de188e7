import { pause } from '../../../kit/pause.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';
import type { PrintProof } from '../../printer.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import * as commands from '../codec/commands.ts';
import type { EscposLink } from './link.ts';
import type { StatusQuery } from './status-query.ts';

export interface ProofOptions {
  readonly link: EscposLink;
  readonly query: StatusQuery;
  readonly profile: PrinterProfile;
  readonly timeouts: PrinterTimeouts;
  /** Four characters that no other slip of this connection had. */
  readonly processId: string;
  /** How long the bytes before it may need on their way. */
  readonly lineMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Asks for the proof behind a slip and waits for it, looking at the status meanwhile: a printer that ran out of paper or
 * stands open never answers. E4001..E4007 what stopped it, E4012 no proof in time, E4010 wire gone, E4021 cancelled.
 */
export async function awaitProof(options: ProofOptions): Promise<Result<PrintProof>> {
  const { link, query, profile, timeouts, processId, signal } = options;
  const seen: Seen = { processId: false, queued: null, hot: null };
  const over = new AbortController();
  const stopWaiting = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  const limitMs = timeouts.proof + options.lineMs;
  const proved = link.wait<true>(
    (message) => {
      if (message.kind === 'processId' && message.id === processId) seen.processId = true;
      // The 4 bits of GS r have no number: the first reply after the request is the one, for questions never overlap.
      else if (message.kind === 'queued' && profile.proof.queuedStatus) seen.queued ??= message.byte;
      else return null;
      return true;
    },
    { limitMs, signal: stopWaiting },
  );
  const request = commands.concat([
    ...(profile.proof.processId ? [commands.processIdRequest(processId)] : []),
    ...(profile.proof.queuedStatus ? [commands.queuedPaperStatus()] : []),
  ]);
  const sent = await link.send(request, signal);
  if (!sent.ok) {
    over.abort();
    return sent;
  }
  const stopped = watchForStop(options, seen, over.signal);
  const first = await Promise.race([proved, stopped]);
  if (first.ok && profile.proof.processId && !seen.processId) {
    // The queued status may overtake the process id, which comes only when the paper has moved.
    await link.wait(
      (message) => {
        if (message.kind !== 'processId' || message.id !== processId) return null;
        seen.processId = true;
        return true;
      },
      { limitMs: timeouts.processIdGrace, ...(signal ? { signal } : {}) },
    );
  }
  over.abort();
  // A question of the watch may still be on its way; its reply must not answer the next one.
  await stopped;
  if (seen.processId) return ok('processId');
  if (!first.ok) {
    if (first.error.code !== 'E4008') return first;
    return seen.hot ?? err(failure(printerErrors, 'E4012', `limit ${limitMs} ms`));
  }
  if (((seen.queued ?? 0) & profile.queuedPaperEnd) === 0) return ok('queuedStatus');
  // Some printers answer "no paper" while they swallow the data: only the real-time status can clear that up.
  const report = await query.report(signal);
  if (!report.ok) return report;
  return err(report.value.blocked ?? failure(printerErrors, 'E4012', 'GS r reports no paper'));
}

interface Seen {
  processId: boolean;
  queued: number | null;
  /** Why the printer stood still when it was last looked at: a hot head, which cools down by itself and goes on. */
  hot: Result<never> | null;
}

/** Resolves only with a failure: what stopped the printer. When `over` aborts it resolves with E4021, which nobody reads. */
async function watchForStop(options: ProofOptions, seen: Seen, over: AbortSignal): Promise<Result<never>> {
  const { query, timeouts } = options;
  const cancelled = err(failure(printerErrors, 'E4021'));
  while (await pause(timeouts.proofPoll, over)) {
    if (options.signal?.aborted) return cancelled;
    const report = await query.report(over, Math.max(timeouts.reply, 1000));
    if (over.aborted) return cancelled;
    if (!report.ok) {
      if (report.error.code === 'E4010') return report;
      // A slow printer answers nothing while it prints; the proof has its own limit.
      continue;
    }
    const { blocked } = report.value;
    seen.hot = blocked?.code === 'E4005' ? err(blocked) : null;
    if (blocked && seen.hot === null) return err(blocked);
  }
  return cancelled;
}
