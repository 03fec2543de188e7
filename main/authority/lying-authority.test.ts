import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { CertificationSubmission } from '../ports/authority.ts';
import { authorityOver } from './client.ts';
import { authorityFailure } from './errors.ts';
import { authorityLimits, authorityTimeouts } from './timeouts.ts';
import type { AuthorityTransport, WireRequest } from './wire.ts';

/** Any answer of the authority may be wrong: here it lies in every way, and the port only ever gives coded failures. */

const submission: CertificationSubmission = {
  idempotencyKey: 'key-1',
  visitId: 'visit-1',
  idNumber: '999900195103120021',
  name: '王桂芝',
  verified: {
    method: 'face',
    similarity: 0.6,
    threshold: 0.4,
    liveness: 'live',
    reference: 'card',
    models: [],
  },
  terminalId: 'T-1',
  verifiedAt: '2026-11-22T10:00:00+08:00',
};
const never = new AbortController().signal;
const limits = { lookUp: 50, submit: 50 };

const lying = (answer: (request: WireRequest) => unknown): AuthorityTransport => ({
  exchange: async (request) => ok(answer(request)),
});
async function bothFail(transport: AuthorityTransport, code: string): Promise<void> {
  const authority = authorityOver(transport, limits);
  const answers: Result<unknown>[] = [
    await authority.lookUp(submission.idNumber, never),
    await authority.submit(submission, never),
  ];
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(answer)).not.toMatch(/9999001951|王桂芝/);
  }
}

const accepted = (request: WireRequest) => ({
  kind: 'accepted',
  inReplyTo: request.requestId,
  receiptNumber: 'RZ20261122-000001-1',
  certifiedUntil: '2027-11-22',
  nextDue: '2027-11-22',
});
const record = (request: WireRequest) => ({
  kind: 'record',
  inReplyTo: request.requestId,
  standing: { kind: 'due', dueOn: '2026-12-04' },
  photo: null,
});

describe('an authority that lies', () => {
  it('is understood when it does not lie', async () => {
    const honest = authorityOver(
      lying((request) => (request.type === 'submit' ? accepted(request) : record(request))),
      limits,
    );
    expect(await honest.lookUp(submission.idNumber, never)).toMatchObject({ ok: true });
    expect(await honest.submit(submission, never)).toMatchObject({ ok: true, value: { kind: 'accepted' } });
  });

  it('E6003 for rubbish, whatever it is', async () => {
    const rubbish = fc.oneof(
      fc.anything(),
      fc.json(),
      fc.object({ key: fc.constantFrom('kind', 'inReplyTo', 'x') }),
    );
    await fc.assert(
      fc.asyncProperty(rubbish, (answer) =>
        bothFail(
          lying(() => answer),
          'E6003',
        ),
      ),
    );
  });

  it("E6003 for the answer to somebody else's question", async () => {
    await bothFail(
      lying((request) => ({
        ...(request.type === 'submit' ? accepted(request) : record(request)),
        inReplyTo: 'another',
      })),
      'E6003',
    );
  });

  it('E6003 for the answer to the other kind of question', async () => {
    await bothFail(
      lying((request) => (request.type === 'submit' ? record(request) : accepted(request))),
      'E6003',
    );
  });

  it('E6003 for wrong types, missing and additional fields, days that do not exist, impossible dates', async () => {
    const changes = [
      { certifiedUntil: '2027-02-30' },
      { certifiedUntil: 20271122 },
      { certifiedUntil: '2020-01-01' },
      { nextDue: '9999-12-31' },
      { nextDue: '2027-01-01' },
      { receiptNumber: undefined },
      { receiptNumber: '<b>1</b>' },
      { kind: 'certainly' },
      { more: true },
    ];
    for (const change of changes) {
      const authority = authorityOver(
        lying((request) => ({ ...accepted(request), ...change })),
        limits,
      );
      expect(await authority.submit(submission, never), JSON.stringify(change)).toMatchObject({
        error: { code: 'E6003' },
      });
    }
    const records = [
      { standing: { kind: 'due', dueOn: '2026-13-01' } },
      { standing: { kind: 'unknown' } },
      { standing: { kind: 'needsStaff', reason: 'because' } },
      { photo: '%%%' },
      { photo: Buffer.from('not a picture').toString('base64') },
      { photo: [1, 2, 3] },
    ];
    for (const change of records) {
      const authority = authorityOver(
        lying((request) => ({ ...record(request), ...change })),
        limits,
      );
      expect(await authority.lookUp('1', never), JSON.stringify(change)).toMatchObject({
        error: { code: 'E6003' },
      });
    }
  });

  it('takes a photo of 3 MB and refuses a longer one', async () => {
    const photoOf = (bytes: number) => {
      const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes - 3, 7)]);
      const transport = lying((request) => ({ ...record(request), photo: photo.toString('base64') }));
      return authorityOver(transport, { lookUp: 5_000, submit: 50 }).lookUp('1', never);
    };
    expect(await photoOf(3_000_000)).toMatchObject({ ok: true });
    expect(await photoOf(3_000_003)).toMatchObject({ ok: false, error: { code: 'E6003' } });
  });

  it('E6002 when it never answers, E6001 when the way to it throws, E6003 when nothing comes back', async () => {
    await bothFail({ exchange: () => new Promise(() => {}) }, 'E6002');
    await bothFail({ exchange: () => Promise.reject(new Error('王桂芝 is not at home')) }, 'E6001');
    await bothFail({ exchange: async () => undefined as never }, 'E6003');
    await bothFail({ exchange: async () => fail(authorityFailure('E6001')) }, 'E6001');
  });

  it('passes on its own word about keys and requests', async () => {
    for (const [reason, code] of [
      ['keyConflict', 'E6005'],
      ['badRequest', 'E6006'],
    ] as const) {
      await bothFail(
        lying((request) => ({ kind: 'error', inReplyTo: request.requestId, reason })),
        code,
      );
    }
  });
});

describe('the limits', () => {
  it('stay within the table, whatever the configuration says', () => {
    expect(authorityLimits({ lookUp: 1, submit: 1e9 })).toEqual({ lookUp: 500, submit: 60_000 });
    for (const row of Object.values(authorityTimeouts)) {
      expect(row.min <= row.default && row.default <= row.max).toBe(true);
    }
  });
});
