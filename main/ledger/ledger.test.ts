import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { SubmissionAnswer } from '../ports/authority.ts';
import type { JournalFact } from '../ports/ledger.ts';
import { LedgerBroken } from './errors.ts';
import { accepted, ground, never, settle, submissionOf } from './testing/test-ground.ts';

const away: Result<SubmissionAnswer> = fail({ code: 'E6001', action: 'clear', message: 'away' });
const hanging = () => new Promise<never>(() => {});

const facts: JournalFact[] = [
  { type: 'visitStarted' },
  { type: 'cardRead', sealed: { idNumber: '999900195103120021', name: '王桂芝' }, consistent: true },
  { type: 'consentGiven', textVersion: '1' },
  {
    type: 'verification',
    method: 'face',
    decision: 'same',
    liveness: 'live',
    similarity: Number.NaN,
    threshold: 0.4,
    tryNumber: 1,
    models: [],
  },
  { type: 'slip', state: 'printed', jobId: 'job-1' },
  { type: 'helpCalled' },
  { type: 'handover', reason: 'customerChoice' },
  { type: 'consentDeclined' },
  { type: 'visitEnded', how: 'done' },
];

describe('recording', () => {
  it('keeps every fact in order, sealed parts readable, after the program was closed', async () => {
    const g = ground();
    const first = await g.open();
    for (const fact of facts) first.record('visit-1', fact);
    await first.stop();
    const again = await g.open();
    const entries = again.entriesOf('visit-1');
    expect(entries.map((e) => e.type)).toEqual(facts.map((f) => f.type));
    expect(entries[1]?.sealed).toEqual({ idNumber: '999900195103120021', name: '王桂芝' });
    expect(entries[1]?.open).toEqual({ consistent: true });
    expect(entries[3]?.open.similarity).toBe('NaN');
    expect(again.verifyChain()).toEqual({ ok: true, value: { entries: facts.length } });
  });

  it('throws LedgerBroken once it is stopped, and nothing else', async () => {
    const ledger = await ground().open();
    await ledger.stop();
    expect(() => ledger.record('v', { type: 'helpCalled' })).toThrow(LedgerBroken);
    await expect(ledger.submit(submissionOf('k'), 10, never)).rejects.toMatchObject({
      failure: { code: 'E7012' },
    });
    await ledger.stop();
  });

  it('closes visits that a dead process left open, with what they still have under way', async () => {
    const g = ground();
    g.answer = async () => away;
    const first = await g.open();
    first.record('visit-1', { type: 'visitStarted' });
    first.record('visit-2', { type: 'visitStarted' });
    first.record('visit-2', { type: 'visitEnded', how: 'left' });
    await first.submit(submissionOf('a', 'visit-1'), 0, never);
    await first.stop();
    const again = await g.open();
    again.record('visit-3', { type: 'visitStarted' });
    expect(again.closeInterrupted()).toEqual([{ visitId: 'visit-1', pending: 1 }]);
    expect(again.closeInterrupted()).toEqual([]);
    expect(again.entriesOf('visit-1').at(-1)).toMatchObject({
      type: 'visitEnded',
      open: { how: 'interrupted' },
    });
  });
});

describe('submitting', () => {
  it('gives the answer when it comes in time, and keeps it', async () => {
    const g = ground();
    const ledger = await g.open();
    const delivery = await ledger.submit(submissionOf('a'), 5_000, never);
    expect(delivery).toEqual({ kind: 'answered', answer: accepted });
    expect(ledger.pendingCount()).toBe(0);
    expect(await ledger.submit(submissionOf('a'), 5_000, never)).toEqual(delivery);
    expect(g.delivered).toEqual(['a']);
    expect(ledger.entriesOf('visit-a').map((e) => e.type)).toEqual(['submission', 'answer']);
  });

  it('says pending after waitMs and goes on delivering until there is an answer', async () => {
    const g = ground();
    g.answer = async () => away;
    const ledger = await g.open();
    const waiting = ledger.submit(submissionOf('a'), 5_000, never);
    await g.timers.pass(5_000);
    expect(await waiting).toEqual({ kind: 'pending', referenceNumber: 'DB20261122-000001' });
    expect(ledger.pendingCount()).toBe(1);
    expect(ledger.pending()[0]).toMatchObject({ reference: 'DB20261122-000001', lastCode: 'E6001' });
    g.answer = async () => ok(accepted);
    await g.timers.pass(400_000);
    expect(ledger.pendingCount()).toBe(0);
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it('retries within the wait: a short outage is not even noticed', async () => {
    const g = ground();
    g.answer = async () => (g.delivered.length < 2 ? away : ok(accepted));
    const ledger = await g.open();
    const waiting = ledger.submit(submissionOf('a'), 8_000, never);
    await g.timers.pass(4_000);
    expect(await waiting).toMatchObject({ kind: 'answered' });
    expect(g.delivered).toEqual(['a', 'a']);
  });

  it('lets a person go who waits no longer; the delivery under way goes on', async () => {
    const g = ground();
    let answer = (_: Result<SubmissionAnswer>) => {};
    g.answer = () => new Promise((resolve) => (answer = resolve));
    const ledger = await g.open();
    const leave = new AbortController();
    const waiting = ledger.submit(submissionOf('a'), 60_000, leave.signal);
    leave.abort();
    expect(await waiting).toMatchObject({ kind: 'pending' });
    answer(ok(accepted));
    await settle();
    expect(ledger.pendingCount()).toBe(0);
    expect(await ledger.submit(submissionOf('b'), 60_000, AbortSignal.abort())).toMatchObject({
      kind: 'pending',
    });
  });

  it('refuses a key that is used again with different content (E7011) and keeps the first', async () => {
    const g = ground();
    const ledger = await g.open();
    await ledger.submit(submissionOf('a'), 1_000, never);
    const other = { ...submissionOf('a'), name: '别人' };
    await expect(ledger.submit(other, 1_000, never)).rejects.toMatchObject({ failure: { code: 'E7011' } });
    expect(g.delivered).toEqual(['a']);
  });
});

describe('delivering in the background', () => {
  it('goes on after a restart at once, however long the pause was', async () => {
    const g = ground();
    g.answer = async () => away;
    const first = await g.open();
    for (const key of ['a', 'b', 'c']) await first.submit(submissionOf(key), 0, never);
    await g.timers.pass(3_600_000);
    await first.stop();
    g.delivered.length = 0;
    g.answer = async () => ok(accepted);
    const again = await g.open();
    await g.timers.pass(0);
    expect([...g.delivered].sort()).toEqual(['a', 'b', 'c']);
    expect(again.pendingCount()).toBe(0);
  });

  it('doubles its pauses up to five minutes, and forgets them when the way is open again', async () => {
    const g = ground();
    g.answer = async () => away;
    const ledger = await g.open();
    await ledger.submit(submissionOf('a'), 0, never);
    const times: number[] = [];
    g.answer = async () => {
      times.push(g.timers.now);
      return away;
    };
    await g.timers.pass(3_600_000);
    const pauses = times.slice(1).map((time, i) => time - (times[i] as number));
    expect(pauses[0]).toBeLessThan(6_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(360_000);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(240_000);
    g.answer = async () => ok(accepted);
    await ledger.submit(submissionOf('b'), 0, never);
    await g.timers.pass(0);
    expect(ledger.pendingCount()).toBe(0);
  });

  it('is not blocked for the person at the terminal by one that hangs, and ends a hanging delivery', async () => {
    const g = ground();
    g.answer = (s) => (s.idempotencyKey === 'a' ? hanging() : Promise.resolve(ok(accepted)));
    const ledger = await g.open();
    const hung = ledger.submit(submissionOf('a'), 1_000, never);
    expect(await ledger.submit(submissionOf('b'), 1_000, never)).toMatchObject({ kind: 'answered' });
    await g.timers.pass(20_000);
    expect(await hung).toMatchObject({ kind: 'pending' });
    expect(ledger.pending()[0]).toMatchObject({ key: 'a', lastCode: 'E6002', attempts: 1 });
  });

  it('knocks seldom where the authority says that the submission as such is wrong', async () => {
    const g = ground();
    g.answer = async () => fail({ code: 'E6005', action: 'maintenance', message: 'conflict' });
    const ledger = await g.open();
    await ledger.submit(submissionOf('a'), 0, never);
    await g.timers.pass(0);
    await g.timers.pass(600_000);
    expect(g.delivered.length).toBe(1);
    expect(ledger.pending()[0]).toMatchObject({ lastCode: 'E6005' });
    await g.timers.pass(5_400_000);
    expect(g.delivered.length).toBeGreaterThanOrEqual(2);
  });

  it('keeps what it has when the authority adapter throws or answers rubbish', async () => {
    const g = ground();
    const rubbish: (() => Promise<unknown>)[] = [
      async () => ok({ kind: 'accepted' }),
      async () => ok(null),
      async () => null,
      async () => {
        throw new Error('王桂芝');
      },
      async () => ok({ ...accepted, certifiedUntil: '2027-02-30' }),
    ];
    for (const one of rubbish) {
      g.answer = one as typeof g.answer;
      const ledger = await g.open({ file: `${g.file}-${rubbish.indexOf(one)}`, keyStore: keyInMemory() });
      const waiting = ledger.submit(submissionOf('a'), 100, never);
      await g.timers.pass(100);
      expect(await waiting).toMatchObject({ kind: 'pending' });
      expect(['E7013', 'E6002']).toContain(ledger.pending()[0]?.lastCode);
      g.answer = async () => ok(accepted);
      await g.timers.pass(10_000);
      expect(ledger.pendingCount()).toBe(0);
    }
  });

  it('is not put to sleep by a clock that is set back', async () => {
    const g = ground();
    g.answer = async () => away;
    const ledger = await g.open();
    await ledger.submit(submissionOf('a'), 0, never);
    await g.timers.pass(0);
    g.timers.now -= 10 * 365 * 86_400_000;
    g.answer = async () => ok(accepted);
    await ledger.stop();
    await g.open();
    await g.timers.pass(0);
    expect(g.delivered.length).toBe(2);
  });
});

function keyInMemory() {
  let key: Uint8Array | null = null;
  return {
    load: () => ok(key),
    create: () => {
      key = new Uint8Array(32).fill(7);
      return ok(key);
    },
  };
}
