import { type Failure, fail } from '../../contract/failure.ts';
import { sealedListFailure } from './errors.ts';

/** Carries an expected failure out of the streams of a reader; import-sealed-list.ts makes it a Result again. */
export class ListProblem extends Error {
  readonly failure: Failure;

  constructor(...reason: Parameters<typeof sealedListFailure>) {
    const failure = sealedListFailure(...reason);
    super(failure.message);
    this.failure = failure;
  }
}

/** The failure that something thrown while reading means; what is no problem of the list is thrown on (a bug). */
export function failedBy(thrown: unknown, signal: AbortSignal): { ok: false; error: Failure } {
  if (thrown instanceof ListProblem) return fail(thrown.failure);
  if (signal.aborted) return fail(sealedListFailure('E6307'));
  const { code, errcode } = (thrown ?? {}) as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return fail(sealedListFailure('E6308', `SQLite ${errcode}`));
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return fail(sealedListFailure('E6301', code));
  throw thrown;
}
