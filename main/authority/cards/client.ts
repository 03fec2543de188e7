import { randomUUID } from 'node:crypto';
import { addDays, shanghaiDate } from '../../contract/calendar.ts';
import { type Failure, fail, ok, type Result } from '../../contract/failure.ts';
import { ask, type ExchangeFailures } from '../../exchange/ask.ts';
import type { ActivationSubmission, CardAuthority } from '../../ports/card-authority.ts';
import type { AuthorityLimits } from '../timeouts.ts';
import type { BankPlace } from './agent-rules.ts';
import { type CardServiceErrorCode, cardServiceFailure } from './errors.ts';
import {
  agentRuleAnswerSchema,
  type CardRequest,
  type CardTransport,
  cardRecordAnswerSchema,
  electronicCardAnswerSchema,
  enableAnswerSchema,
  homeVisitAnswerSchema,
  hsmAnswerSchema,
} from './wire.ts';

const failures: ExchangeFailures = {
  away: (detail) => cardServiceFailure('E6101', detail),
  noAnswer: (detail) => cardServiceFailure('E6102', detail),
  notUnderstood: (detail) => cardServiceFailure('E6103', detail),
  cancelled: (detail) => cardServiceFailure('E6104', detail),
};

type WireReason = 'keyConflict' | 'badRequest' | 'notForThisCard';

/** What a "no" to the request as such is called; `forCard` where the question was about one card's cryptography. */
function refusal(reason: WireReason, forCard: CardServiceErrorCode = 'E6106'): { ok: false; error: Failure } {
  if (reason === 'keyConflict') return fail(cardServiceFailure('E6105'));
  return fail(cardServiceFailure(reason === 'notForThisCard' ? forCard : 'E6106'));
}

/** A visit is due within five working days; the longest holidays make that less than this many days of the calendar. */
const LONGEST_WAIT_DAYS = 31;
/** A booking may lie in the outbox through an outage before it is answered. */
const LONGEST_OUTAGE_DAYS = 90;

/** A visit falls on a later day than the request, and not in some other year. */
function plausibleVisit(dueOn: string, at: string): boolean {
  const askedOn = shanghaiDate(Date.parse(at));
  return dueOn > askedOn && dueOn <= addDays(askedOn, LONGEST_WAIT_DAYS + LONGEST_OUTAGE_DAYS);
}

/** A copy in the wire's words; whether it is a valid one the other side says (E6106). */
const copyOf = <T extends ActivationSubmission, W>(submission: T): W =>
  structuredClone(submission) as unknown as W;

type RequestOf<T extends CardRequest['type']> = Extract<CardRequest, { type: T }>;

/**
 * The port `CardAuthority` over any transport, with the same care as main/authority/client.ts. `place`: the terminal's own
 * bank and city, for the rules about agents.
 */
export function cardAuthorityOver(
  transport: CardTransport,
  place: BankPlace,
  limits: AuthorityLimits,
): CardAuthority {
  const question = <T extends { inReplyTo: string }>(
    request: CardRequest,
    schema: Parameters<typeof ask<CardRequest, T>>[2],
    limitMs: number,
    signal: AbortSignal,
  ): Promise<Result<T>> => ask(transport, request, schema, limitMs, failures, signal);

  return {
    async lookUpCard(card, signal) {
      const { idNumber, name, cardNumber, cardIdCode } = card;
      const request: CardRequest = {
        type: 'lookUpCard',
        requestId: randomUUID(),
        idNumber,
        name,
        cardNumber,
        cardIdCode,
      };
      const answer = await question(request, cardRecordAnswerSchema, limits.lookUp, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason);
      const { inReplyTo: _, kind: __, photo, ...record } = answer.value;
      return ok({ ...record, photo: photo === null ? null : new Uint8Array(Buffer.from(photo, 'base64')) });
    },

    async answerChallenge(challenge, signal) {
      const { regionCode, atrHistory, algorithm, cardIdCode } = challenge;
      const randoms = [...challenge.randoms] as RequestOf<'answerChallenge'>['randoms'];
      const request: CardRequest = {
        type: 'answerChallenge',
        requestId: randomUUID(),
        regionCode,
        atrHistory,
        algorithm,
        cardIdCode,
        randoms,
      };
      const answer = await question(request, hsmAnswerSchema, limits.lookUp, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason, 'E6110');
      const { internal, external } = answer.value;
      // Four challenges ask for an external authentication, two for none: anything else is the answer to something else.
      return (external !== '') === (randoms.length === 4)
        ? ok({ internal, external })
        : fail(cardServiceFailure('E6103', 'external'));
    },

    async enable(submission, signal) {
      const request: CardRequest = {
        type: 'enable',
        requestId: submission.idempotencyKey,
        ...place,
        submission: copyOf<typeof submission, RequestOf<'enable'>['submission']>(submission),
      };
      const answer = await question(request, enableAnswerSchema, limits.submit, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason);
      const { inReplyTo: _, ...told } = answer.value;
      return ok(told);
    },

    async bookHomeVisit(submission, signal) {
      const request: CardRequest = {
        type: 'bookHomeVisit',
        requestId: submission.idempotencyKey,
        submission: copyOf<typeof submission, RequestOf<'bookHomeVisit'>['submission']>(submission),
      };
      const answer = await question(request, homeVisitAnswerSchema, limits.submit, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason);
      const { inReplyTo: _, ...told } = answer.value;
      return told.kind === 'booked' && !plausibleVisit(told.dueOn, submission.at)
        ? fail(cardServiceFailure('E6103', 'the day cannot be'))
        : ok(told);
    },

    async agentRule(signal) {
      const request: CardRequest = { type: 'agentRule', requestId: randomUUID(), ...place };
      const answer = await question(request, agentRuleAnswerSchema, limits.lookUp, signal);
      if (!answer.ok) return answer;
      return answer.value.kind === 'error' ? refusal(answer.value.reason) : ok(answer.value.rule);
    },

    async issueElectronicCard(card, signal) {
      const { idNumber, cardNumber } = card;
      const request: CardRequest = {
        type: 'issueElectronicCard',
        requestId: randomUUID(),
        idNumber,
        cardNumber,
      };
      const answer = await question(request, electronicCardAnswerSchema, limits.lookUp, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason, 'E6111');
      const { qr, refreshSeconds } = answer.value;
      return ok({ qr, refreshSeconds });
    },
  };
}
