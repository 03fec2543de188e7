import { setTimeout as wait } from 'node:timers/promises';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';

/**
 * How an embedded system behaves. `away`: cannot be reached. `slow`: answers after a while. `lostAnswer`: submissions are
 * applied and their answers never arrive; questions work, so that a visit gets as far as the submission.
 */
export type FarSideMode = 'normal' | 'away' | 'slow' | 'lostAnswer';

export interface FarSideFailures {
  readonly away: () => Failure;
  readonly cancelled: () => Failure;
  /** The embedded system itself is broken; the detail is the number SQLite gives to it. */
  readonly unusable: (detail: string) => Failure;
}

/** Answers by `work` in the given mode. `submits`: the request changes something, so its answer can get lost. */
export async function answerInMode(
  mode: FarSideMode,
  options: { readonly slowMs: number; readonly submits: boolean; readonly failures: FarSideFailures },
  work: () => unknown,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const { slowMs, submits, failures } = options;
  if (mode === 'away') return fail(failures.away());
  try {
    // Half before and half after applying: what nobody waits for any more has been done all the same.
    if (mode === 'slow') await wait(slowMs / 2, undefined, { signal });
    const answer = await work();
    if (mode === 'slow') await wait(slowMs / 2, undefined, { signal });
    if (mode === 'lostAnswer' && submits) await aborted(signal);
    return ok(answer);
  } catch (cause) {
    if (signal.aborted) return fail(failures.cancelled());
    return fail(failures.unusable(sqliteCode(cause)));
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The number SQLite gives to what went wrong; its message could quote data. */
export const sqliteCode = (cause: unknown): string =>
  `SQLite ${(cause as { errcode?: number } | null)?.errcode ?? 'unknown'}`;
