import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { Authority } from '../ports/authority.ts';
import { addMonths, shanghaiDate } from '../contract/calendar.ts';
import { type AuthorityErrorCode, authorityFailure } from './errors.ts';
import type { AuthorityLimits } from './timeouts.ts';
import {
  type AuthorityTransport,
  lookUpAnswerSchema,
  submitAnswerSchema,
  type WireAnswer,
  type WireRequest,
} from './wire.ts';

const refusalCodes = {
  keyConflict: 'E6005',
  badRequest: 'E6006',
} as const satisfies Record<string, AuthorityErrorCode>;

/**
 * The port `Authority` over any transport: each wait has a limit, each answer is checked, and nothing that a transport
 * does (throwing, hanging, answering rubbish or somebody else's answer) gets further than a coded failure.
 */
export function authorityOver(transport: AuthorityTransport, limits: AuthorityLimits): Authority {
  return {
    async lookUp(idNumber, signal) {
      const request: WireRequest = { type: 'lookUp', requestId: randomUUID(), idNumber };
      const answer = await ask(transport, request, lookUpAnswerSchema, limits.lookUp, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return fail(authorityFailure(refusalCodes[answer.value.reason]));
      const { standing, photo } = answer.value;
      return ok({ standing, photo: photo === null ? null : new Uint8Array(Buffer.from(photo, 'base64')) });
    },
    async submit(submission, signal) {
      const copy = structuredClone(submission) as Extract<WireRequest, { type: 'submit' }>['submission'];
      const request: WireRequest = {
        type: 'submit',
        requestId: submission.idempotencyKey,
        submission: copy,
      };
      const answer = await ask(transport, request, submitAnswerSchema, limits.submit, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return fail(authorityFailure(refusalCodes[answer.value.reason]));
      const { inReplyTo: _, ...told } = answer.value;
      return told.kind === 'accepted' && !plausible(told, submission.verifiedAt)
        ? fail(authorityFailure('E6003', 'the dates cannot be'))
        : ok(told);
    },
  };
}

/** Ten years: no rule gives longer, and a slip must not promise the year 9999. */
const longestYears = 10;

/** A certification ends after it began and the next one falls due no earlier. */
function plausible(told: { certifiedUntil: string; nextDue: string }, verifiedAt: string): boolean {
  const verifiedOn = shanghaiDate(Date.parse(verifiedAt));
  return (
    told.certifiedUntil > verifiedOn &&
    told.nextDue >= told.certifiedUntil &&
    told.nextDue <= addMonths(verifiedOn, longestYears * 12)
  );
}

/** One exchange with its limit, cancel and check. Messages name fields of the answer, never their content. */
async function ask<T extends WireAnswer>(
  transport: AuthorityTransport,
  request: WireRequest,
  schema: z.ZodType<T>,
  limitMs: number,
  signal: AbortSignal,
): Promise<Result<T>> {
  if (signal.aborted) return fail(authorityFailure('E6004'));
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  const both = AbortSignal.any([signal, limit.signal]);
  try {
    const stopped = new Promise<Result<never>>((resolve) => {
      const stop = () =>
        resolve(
          fail(signal.aborted ? authorityFailure('E6004') : authorityFailure('E6002', `${limitMs} ms`)),
        );
      both.addEventListener('abort', stop, { once: true });
    });
    const answer: Result<unknown> | undefined = await Promise.race([
      transport.exchange(request, both),
      stopped,
    ]);
    if (answer === undefined) return fail(authorityFailure('E6003', 'nothing came back'));
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'answer');
      return fail(authorityFailure('E6003', [...new Set(where)].join(', ')));
    }
    if (parsed.data.inReplyTo !== request.requestId) {
      return fail(authorityFailure('E6003', 'it belongs to another request'));
    }
    return ok(parsed.data);
  } catch (cause) {
    return fail(authorityFailure('E6001', cause instanceof Error ? cause.name : 'unknown'));
  } finally {
    clearTimeout(timer);
    limit.abort();
  }
}
