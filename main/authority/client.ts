import { randomUUID } from 'node:crypto';
import { addMonths, shanghaiDate } from '../contract/calendar.ts';
import { fail, ok } from '../contract/failure.ts';
import { ask, type ExchangeFailures } from '../exchange/ask.ts';
import type { Authority, CertificationSubmission } from '../ports/authority.ts';
import { type AuthorityErrorCode, authorityFailure } from './errors.ts';
import type { AuthorityLimits } from './timeouts.ts';
import {
  type AuthorityTransport,
  lookUpAnswerSchema,
  submitAnswerSchema,
  type WireRequest,
  type WireSubmission,
} from './wire.ts';

const refusalCodes = {
  keyConflict: 'E6005',
  badRequest: 'E6006',
} as const satisfies Record<string, AuthorityErrorCode>;

const failures: ExchangeFailures = {
  away: (detail) => authorityFailure('E6001', detail),
  noAnswer: (detail) => authorityFailure('E6002', detail),
  notUnderstood: (detail) => authorityFailure('E6003', detail),
  cancelled: (detail) => authorityFailure('E6004', detail),
};

/**
 * The port `Authority` over any transport: each wait has a limit, each answer is checked, and nothing that a transport
 * does (throwing, hanging, answering rubbish or somebody else's answer) gets further than a coded failure.
 */
export function authorityOver(transport: AuthorityTransport, limits: AuthorityLimits): Authority {
  return {
    async lookUp(idNumber, signal) {
      const request: WireRequest = { type: 'lookUp', requestId: randomUUID(), idNumber };
      const answer = await ask(transport, request, lookUpAnswerSchema, limits.lookUp, failures, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return fail(authorityFailure(refusalCodes[answer.value.reason]));
      const { standing, photo } = answer.value;
      return ok({ standing, photo: photo === null ? null : new Uint8Array(Buffer.from(photo, 'base64')) });
    },
    async submit(submission, signal) {
      const request: WireRequest = {
        type: 'submit',
        requestId: submission.idempotencyKey,
        submission: inWords(submission),
      };
      const answer = await ask(transport, request, submitAnswerSchema, limits.submit, failures, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return fail(authorityFailure(refusalCodes[answer.value.reason]));
      const { inReplyTo: _, ...told } = answer.value;
      return told.kind === 'accepted' && !plausible(told, submission.verifiedAt)
        ? fail(authorityFailure('E6003', 'the dates cannot be'))
        : ok(told);
    },
  };
}

/** A copy in the wire's words; whether it is a valid one the other side says (E6006). */
function inWords(submission: CertificationSubmission): WireSubmission {
  const { verified, ...rest } = structuredClone(submission);
  const { method, ...verification } = verified;
  return { ...rest, method, verification } as WireSubmission;
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
