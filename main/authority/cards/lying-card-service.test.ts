import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../contract/failure.ts';
import type { HomeVisitSubmission, SocialEnableSubmission } from '../../ports/card-authority.ts';
import { cardAuthorityOver } from './client.ts';
import { cardServiceFailure } from './errors.ts';
import type { CardRequest, CardTransport } from './wire.ts';

/** Any answer of the card service may be wrong: it lies in every way, and the port only ever gives coded failures. */

const never = new AbortController().signal;
const limits = { lookUp: 50, submit: 50 };
const place = { bank: '测试银行', city: '测试市' };
const card = {
  idNumber: '999900195103120021',
  name: '王桂芝',
  cardNumber: 'X00000019',
  cardIdCode: '999900D15600000500BF000000194966',
};
const challenge = {
  regionCode: '999900',
  atrHistory: '',
  algorithm: 'SM4',
  cardIdCode: card.cardIdCode,
  randoms: ['1111111111111111', '2222222222222222'],
};
const common = {
  idempotencyKey: 'key-1',
  visitId: 'visit-1',
  idNumber: card.idNumber,
  name: card.name,
  terminalId: 'T-1',
  at: '2026-11-22T10:00:00+08:00',
};
const enable: SocialEnableSubmission = {
  ...common,
  kind: 'socialEnable',
  cardNumber: card.cardNumber,
  cardIdCode: card.cardIdCode,
  contact: {},
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
  agent: null,
};
const visit: HomeVisitSubmission = {
  ...common,
  kind: 'homeVisit',
  phone: '13900000000',
  reason: 'cannotCome',
  business: 'activation',
};

const lying = (answer: (request: CardRequest) => unknown): CardTransport => ({
  exchange: async (request) => ok(answer(request)),
});
const over = (transport: CardTransport) => cardAuthorityOver(transport, place, limits);

/** Every call of the port over this transport. */
async function allCalls(transport: CardTransport): Promise<Result<unknown>[]> {
  const service = over(transport);
  return [
    await service.lookUpCard(card, never),
    await service.answerChallenge(challenge, never),
    await service.enable(enable, never),
    await service.bookHomeVisit(visit, never),
    await service.agentRule(never),
    await service.issueElectronicCard(card, never),
  ];
}
async function allFail(transport: CardTransport, code: string): Promise<void> {
  for (const answer of await allCalls(transport)) {
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(answer)).not.toMatch(/9999001951|王桂芝|X00000019/);
  }
}

/** The honest answer to each question. */
function honest(request: CardRequest): Record<string, unknown> {
  const inReplyTo = request.requestId;
  switch (request.type) {
    case 'lookUpCard':
      return {
        kind: 'record',
        inReplyTo,
        status: 'usable',
        social: 'inactive',
        bank: 'unknown',
        missing: ['phone'],
        photo: null,
        bankName: '测试银行',
      };
    case 'answerChallenge':
      return { kind: 'cryptograms', inReplyTo, internal: 'AB'.repeat(16), external: '' };
    case 'enable':
      return { kind: 'done', inReplyTo, referenceNumber: 'SQ20261122-000001-1' };
    case 'bookHomeVisit':
      return { kind: 'booked', inReplyTo, referenceNumber: 'SM20261122-000001-1', dueOn: '2026-11-27' };
    case 'agentRule':
      return {
        kind: 'rule',
        inReplyTo,
        rule: { social: 'allowed', bank: 'principalOnly', who: ['child'], papers: ['letter'] },
      };
    case 'issueElectronicCard':
      return { kind: 'electronicCard', inReplyTo, qr: 'opaque-text', refreshSeconds: 60 };
  }
}

describe('a card service that lies', () => {
  it('is understood when it does not lie', async () => {
    for (const answer of await allCalls(lying(honest))) expect(answer).toMatchObject({ ok: true });
  });

  it('E6103 for rubbish, whatever it is', async () => {
    const rubbish = fc.oneof(
      fc.anything(),
      fc.json(),
      fc.object({ key: fc.constantFrom('kind', 'inReplyTo', 'x') }),
    );
    await fc.assert(
      fc.asyncProperty(rubbish, (answer) =>
        allFail(
          lying(() => answer),
          'E6103',
        ),
      ),
      { numRuns: 50 },
    );
  });

  it("E6103 for the answer to somebody else's question and to another kind of question", async () => {
    await allFail(
      lying((request) => ({ ...honest(request), inReplyTo: 'another' })),
      'E6103',
    );
    await allFail(
      lying((request) => ({ ...honest(request), kind: 'certainly' })),
      'E6103',
    );
    await allFail(
      lying((request) => ({ ...honest(request), more: true })),
      'E6103',
    );
  });

  it.each<[CardRequest['type'], Record<string, unknown>]>([
    ['lookUpCard', { status: 'mismatch' }],
    ['lookUpCard', { bank: 'closed' }],
    ['lookUpCard', { missing: ['address'] }],
    ['lookUpCard', { missing: ['phone', 'phone'] }],
    ['lookUpCard', { photo: Buffer.from('not a picture').toString('base64') }],
    ['answerChallenge', { internal: 'AB' }],
    ['answerChallenge', { external: 'CD'.repeat(16) }],
    ['enable', { kind: 'refused', reason: 'weakPin' }],
    ['enable', { kind: 'refused', reason: 'accountClosed' }],
    ['enable', { kind: 'refused', reason: 'notArrived' }],
    ['enable', { referenceNumber: '<b>1</b>' }],
    ['bookHomeVisit', { dueOn: '2026-02-30' }],
    ['bookHomeVisit', { dueOn: '2026-11-22' }],
    ['bookHomeVisit', { dueOn: '2025-11-27' }],
    ['bookHomeVisit', { dueOn: '2027-11-27' }],
    ['agentRule', { rule: { social: 'allowed', bank: 'allowed', who: [], papers: [] } }],
    ['agentRule', { rule: { social: 'always', bank: 'allowed', who: ['child'], papers: ['letter'] } }],
    ['issueElectronicCard', { qr: '' }],
    ['issueElectronicCard', { qr: 'two words' }],
    ['issueElectronicCard', { qr: 'x'.repeat(1001) }],
    ['issueElectronicCard', { refreshSeconds: 0 }],
  ])('E6103 for %s with %j', async (type, change) => {
    const answers = await allCalls(
      lying((request) => ({ ...honest(request), ...(request.type === type ? change : {}) })),
    );
    expect(answers.filter((answer) => !answer.ok)).toEqual([
      expect.objectContaining({ error: expect.objectContaining({ code: 'E6103' }) }),
    ]);
  });

  it('E6103 when four challenges get no external cryptogram', async () => {
    const four = { ...challenge, randoms: [...challenge.randoms, ...challenge.randoms] };
    const answer = await over(lying(honest)).answerChallenge(four, never);
    expect(answer).toMatchObject({ error: { code: 'E6103' } });
  });

  it('E6102 when it never answers, E6101 when the way throws, E6103 when nothing comes back', async () => {
    await allFail({ exchange: () => new Promise(() => {}) }, 'E6102');
    await allFail({ exchange: () => Promise.reject(new Error('王桂芝 is not at home')) }, 'E6101');
    await allFail({ exchange: async () => undefined as never }, 'E6103');
    await allFail({ exchange: async () => fail(cardServiceFailure('E6107')) }, 'E6107');
  });

  it('passes on its own word about keys, requests and cards', async () => {
    const saying = (reason: string) =>
      lying((request) => ({ kind: 'error', inReplyTo: request.requestId, reason }));
    await allFail(saying('keyConflict'), 'E6105');
    await allFail(saying('badRequest'), 'E6106');
    const codes = (await allCalls(saying('notForThisCard'))).map((answer) =>
      answer.ok ? '' : answer.error.code,
    );
    expect(codes).toEqual(['E6106', 'E6110', 'E6106', 'E6106', 'E6106', 'E6111']);
  });
});
