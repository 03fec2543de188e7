import { describe, expect, it } from 'vitest';
import { authorityOver } from '../../authority/client.ts';
import { authorityLimits } from '../../authority/timeouts.ts';
import type { WireRequest } from '../../authority/wire.ts';
import { ok } from '../../contract/failure.ts';
import { ground } from '../../ledger/testing/test-ground.ts';
import { demoCard, samePerson } from '../testing/invented-visit.ts';
import { visitBench } from '../testing/visit-bench.ts';

/** The authority answers nonsense: the visit goes on, nobody is told what is not known, and the submission arrives later. */

const HOUR_MS = 3_600_000;
const honest = (request: WireRequest): unknown => ({
  kind: 'accepted',
  inReplyTo: request.requestId,
  receiptNumber: 'RZ20261122-000001-7',
  certifiedUntil: '2027-11-22',
  nextDue: '2027-11-22',
});
const lies: readonly (readonly [string, (request: WireRequest) => unknown])[] = [
  ['nothing', () => undefined],
  ['null', () => null],
  ['a page of a proxy', () => '<html>502 Bad Gateway</html>'],
  ['an empty list', () => []],
  ['yes', () => ({ ok: true })],
  ['the answer to another question', (request) => ({ ...(honest(request) as object), inReplyTo: 'another' })],
  ['a date that cannot be', (request) => ({ ...(honest(request) as object), certifiedUntil: '2027-02-30' })],
  [
    'a certification into the past',
    (request) => ({ ...(honest(request) as object), certifiedUntil: '2001-01-01' }),
  ],
  ['more than was asked for', (request) => ({ ...(honest(request) as object), bonus: 1 })],
  ['a receipt with markup', (request) => ({ ...(honest(request) as object), receiptNumber: '<b>1</b>' })],
  [
    'a refusal that is none',
    (request) => ({ kind: 'refused', inReplyTo: request.requestId, reason: 'mood' }),
  ],
  [
    'a way that throws',
    () => {
      throw new Error('socket hang up');
    },
  ],
];

describe.each(lies)('an authority that answers with %s', (_what, lie) => {
  it('lets the person certify as pending; the right answer comes later, once', async () => {
    let answer = lie;
    const sent: string[] = [];
    const authority = authorityOver(
      {
        exchange: async (request) => {
          sent.push(request.type);
          return ok(answer(request));
        },
      },
      authorityLimits(),
    );
    const land = ground();
    land.answer = (submission, signal) => authority.submit(submission, signal);
    const ledger = await land.open();
    const bench = visitBench({ ports: { authority, ledger } });
    const { questions } = bench;

    (await questions.card.next()).answer(ok(undefined));
    (await questions.read.next()).answer(ok(demoCard));
    expect((await bench.until('standing')).standing).toEqual({ kind: 'unknown' });
    bench.does({ type: 'continue' });
    bench.does({ type: 'agree' });
    await bench.until('face');
    (await questions.face.next()).answer(ok(samePerson));
    await bench.until('submitting');
    await land.timers.pass(bench.delays.submit);
    const { outcome } = await bench.until('result');
    expect(outcome).toEqual({ kind: 'pending', referenceNumber: expect.stringMatching(/./) });
    expect(ledger.pendingCount()).toBe(1);
    expect(ledger.pending()[0]?.lastCode).toMatch(/^E600[13]$/);

    // The slip says "pending" too, and the card comes back.
    expect((await questions.print.next()).input.outcome).toEqual(outcome);
    bench.does({ type: 'leave' });
    bench.does({ type: 'confirmLeave' });

    answer = honest;
    await land.timers.pass(2 * HOUR_MS);
    expect(ledger.pendingCount()).toBe(0);
    expect(sent[0]).toBe('lookUp');
    expect(new Set(land.delivered).size).toBe(1);
    const answers = ledger.entriesOf('visit-1').filter(({ type }) => /answer/i.test(type));
    expect(answers).toHaveLength(1);
    expect(ledger.verifyChain().ok).toBe(true);
    bench.session.stop();
  });
});
