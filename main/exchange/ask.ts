import type { z } from 'zod';
import { type Failure, fail, type Result } from '../contract/failure.ts';

/**
 * The way to another system. Resolves with whatever came back, believed by nobody yet, or with a coded failure. It may
 * hang, throw or lie: `ask` stands in between.
 */
export interface Transport<Request> {
  exchange(request: Request, signal: AbortSignal): Promise<Result<unknown>>;
}

/** What each system calls the ways in which an exchange goes wrong; each has codes of its own. */
export interface ExchangeFailures {
  readonly away: (detail?: string) => Failure;
  readonly noAnswer: (detail?: string) => Failure;
  readonly notUnderstood: (detail?: string) => Failure;
  readonly cancelled: (detail?: string) => Failure;
}

/**
 * One exchange with its limit, cancel and check: the answer has the schema's form and repeats the request's id. Messages
 * name fields of the answer, never their content.
 */
export async function ask<Request extends { readonly requestId: string }, T extends { inReplyTo: string }>(
  transport: Transport<Request>,
  request: Request,
  schema: z.ZodType<T>,
  limitMs: number,
  failures: ExchangeFailures,
  signal: AbortSignal,
): Promise<Result<T>> {
  if (signal.aborted) return fail(failures.cancelled());
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  const both = AbortSignal.any([signal, limit.signal]);
  try {
    const stopped = new Promise<Result<never>>((resolve) => {
      const stop = () =>
        resolve(fail(signal.aborted ? failures.cancelled() : failures.noAnswer(`${limitMs} ms`)));
      both.addEventListener('abort', stop, { once: true });
    });
    const answer: Result<unknown> | undefined = await Promise.race([
      transport.exchange(request, both),
      stopped,
    ]);
    if (answer === undefined) return fail(failures.notUnderstood('nothing came back'));
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'answer');
      return fail(failures.notUnderstood([...new Set(where)].join(', ')));
    }
    if (parsed.data.inReplyTo !== request.requestId) {
      return fail(failures.notUnderstood('it belongs to another request'));
    }
    return { ok: true, value: parsed.data };
  } catch (cause) {
    return fail(failures.away(cause instanceof Error ? cause.name : 'unknown'));
  } finally {
    clearTimeout(timer);
    limit.abort();
  }
}
