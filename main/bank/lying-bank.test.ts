import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { BankActivationSubmission } from '../ports/card-authority.ts';
import type { PinBlock } from '../ports/pin-pad.ts';
import { bankOver } from './client.ts';
import { bankFailure } from './errors.ts';
import { bankLimits, bankTimeouts } from './timeouts.ts';
import type { BankRequest, BankTransport } from './wire.ts';

/** Any answer of the bank may be wrong: here it lies in every way, and the port only ever gives coded failures. */

const never = new AbortController().signal;
const limits = { question: 50, activate: 50 };
const submission: BankActivationSubmission = {
  kind: 'bankActivation',
  idempotencyKey: 'key-1',
  visitId: 'visit-1',
  idNumber: '999900195103120021',
  name: '王桂芝',
  terminalId: 'T-1',
  at: '2026-11-22T10:00:00+08:00',
  pan: '6299990000000000198',
  phone: '13900000000',
  verification: {
    method: 'face',
    of: 'holder',
    similarity: 0.6,
    threshold: 0.4,
    liveness: 'live',
    reference: 'card',
    models: [],
  },
  consent: 'key',
};
const pinBlock: PinBlock = {
  format: 4,
  algorithm: 'SM4',
  keyId: 'K-1',
  kcv: 'ABCDEF',
  block: '0123456789ABCDEFFEDCBA9876543210',
};
const lying = (answer: (request: BankRequest) => unknown): BankTransport => ({
  exchange: async (request) => ok(answer(request)),
});
async function allCalls(transport: BankTransport): Promise<Result<unknown>[]> {
  const bank = bankOver(transport, 'T-1', limits);
  return [
    await bank.activate(submission, pinBlock, never),
    await bank.outcomeOf('key-1', never),
    await bank.sessionKey(never),
  ];
}
async function allFail(transport: BankTransport, code: string): Promise<void> {
  for (const answer of await allCalls(transport)) {
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(answer)).not.toMatch(/9999001951|王桂芝|62999900|0123456789ABCDEF/);
  }
}
const done = { kind: 'done', referenceNumber: 'YQ20261122-000001-1' };
function honest(request: BankRequest): Record<string, unknown> {
  const inReplyTo = request.requestId;
  if (request.type === 'activate') return { ...done, inReplyTo };
  if (request.type === 'outcomeOf') return { kind: 'outcome', inReplyTo, key: request.key, outcome: done };
  const key = { keyId: 'K-1', algorithm: 'SM4', wrappedKeyHex: 'AB'.repeat(16), kcv: 'ABCDEF' };
  return { kind: 'sessionKey', inReplyTo, ...key };
}

describe('a bank that lies', () => {
  it('is understood when it does not lie', async () => {
    for (const answer of await allCalls(lying(honest))) expect(answer).toMatchObject({ ok: true });
    const nothing = lying((request) => ({ ...honest(request), outcome: null }));
    expect((await allCalls(nothing))[1]).toEqual({ ok: true, value: null });
  });

  it('E6203 for rubbish, whatever it is', async () => {
    const rubbish = fc.oneof(
      fc.anything(),
      fc.json(),
      fc.object({ key: fc.constantFrom('kind', 'inReplyTo', 'outcome') }),
    );
    await fc.assert(
      fc.asyncProperty(rubbish, (answer) =>
        allFail(
          lying(() => answer),
          'E6203',
        ),
      ),
      { numRuns: 100 },
    );
  });

  it('E6203 for the answer to another question, of another kind, or with more in it', async () => {
    for (const change of [{ inReplyTo: 'another' }, { kind: 'perhaps' }, { more: true }]) {
      await allFail(
        lying((request) => ({ ...honest(request), ...change })),
        'E6203',
      );
    }
  });

  it.each<[BankRequest['type'], Record<string, unknown>]>([
    ['activate', { referenceNumber: undefined }],
    ['activate', { kind: 'refused', reason: 'sealed' }],
    ['activate', { kind: 'refused', reason: 'pinLocked' }],
    ['outcomeOf', { key: 'another' }],
    ['outcomeOf', { outcome: undefined }],
    ['outcomeOf', { outcome: { kind: 'refused', reason: 'because', referenceNumber: 'YJ-1234' } }],
    ['outcomeOf', { outcome: { kind: 'done', referenceNumber: '1' } }],
    ['sessionKey', { wrappedKeyHex: 'AB'.repeat(8) }],
    ['sessionKey', { algorithm: 'DES' }],
    ['sessionKey', { kcv: '' }],
  ])('E6203 for %s with %j', async (type, change) => {
    const answers = await allCalls(
      lying((request) => ({ ...honest(request), ...(request.type === type ? change : {}) })),
    );
    expect(answers.filter((answer) => !answer.ok)).toEqual([
      expect.objectContaining({ error: expect.objectContaining({ code: 'E6203' }) }),
    ]);
  });

  it('E6202 when it never answers, E6201 when the way throws, E6203 when nothing comes back', async () => {
    await allFail({ exchange: () => new Promise(() => {}) }, 'E6202');
    await allFail({ exchange: () => Promise.reject(new Error('王桂芝 has 62999900')) }, 'E6201');
    await allFail({ exchange: async () => undefined as never }, 'E6203');
    await allFail({ exchange: async () => fail(bankFailure('E6207')) }, 'E6207');
  });

  it('passes on its own word about keys, requests and PIN blocks', async () => {
    for (const [reason, code] of [
      ['keyConflict', 'E6205'],
      ['badRequest', 'E6206'],
      ['pinBlock', 'E6208'],
    ] as const) {
      await allFail(
        lying((request) => ({ kind: 'error', inReplyTo: request.requestId, reason })),
        code,
      );
    }
  });
});

describe('the limits', () => {
  it('stay within the table, whatever is wanted', () => {
    expect(bankLimits({ question: 1, activate: 1e9 })).toEqual({ question: 500, activate: 60_000 });
    for (const row of Object.values(bankTimeouts)) {
      expect(row.min <= row.default && row.default <= row.max).toBe(true);
    }
  });
});
