import { randomUUID } from 'node:crypto';
import { type Failure, fail, ok } from '../contract/failure.ts';
import { ask, type ExchangeFailures } from '../exchange/ask.ts';
import type { BankHost } from '../ports/card-authority.ts';
import type { PinKeySource } from '../ports/pin-pad.ts';
import { bankFailure } from './errors.ts';
import type { BankLimits } from './timeouts.ts';
import {
  activateAnswerSchema,
  type BankRequest,
  type BankTransport,
  outcomeAnswerSchema,
  sessionKeyAnswerSchema,
} from './wire.ts';

const failures: ExchangeFailures = {
  away: (detail) => bankFailure('E6201', detail),
  noAnswer: (detail) => bankFailure('E6202', detail),
  notUnderstood: (detail) => bankFailure('E6203', detail),
  cancelled: (detail) => bankFailure('E6204', detail),
};

const refusalCodes = { keyConflict: 'E6205', badRequest: 'E6206', pinBlock: 'E6208' } as const;
const refusal = (reason: keyof typeof refusalCodes): { ok: false; error: Failure } =>
  fail(bankFailure(refusalCodes[reason]));

type Activation = Extract<BankRequest, { type: 'activate' }>['submission'];

/**
 * The bank's host over any transport: each wait has a limit, each answer is checked, and nothing that a transport does gets
 * further than a coded failure. `terminalId`: for whose PIN pad the session key is.
 */
export function bankOver(
  transport: BankTransport,
  terminalId: string,
  limits: BankLimits,
): BankHost & PinKeySource {
  return {
    async activate(submission, pinBlock, signal) {
      const request: BankRequest = {
        type: 'activate',
        requestId: submission.idempotencyKey,
        submission: structuredClone(submission) as unknown as Activation,
        pinBlock,
      };
      const answer = await ask(transport, request, activateAnswerSchema, limits.activate, failures, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason);
      const { inReplyTo: _, ...told } = answer.value;
      return ok(told);
    },

    async outcomeOf(idempotencyKey, signal) {
      const request: BankRequest = { type: 'outcomeOf', requestId: randomUUID(), key: idempotencyKey };
      const answer = await ask(transport, request, outcomeAnswerSchema, limits.question, failures, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason);
      // "It never arrived" about another key would let a person be told that nothing was done.
      return answer.value.key === idempotencyKey
        ? ok(answer.value.outcome)
        : fail(bankFailure('E6203', 'it is about another key'));
    },

    async sessionKey(signal) {
      const request: BankRequest = { type: 'sessionKey', requestId: randomUUID(), terminalId };
      const answer = await ask(transport, request, sessionKeyAnswerSchema, limits.question, failures, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'error') return refusal(answer.value.reason);
      const { keyId, algorithm, wrappedKeyHex, kcv } = answer.value;
      return ok({ keyId, algorithm, wrappedKeyHex, kcv });
    },
  };
}
