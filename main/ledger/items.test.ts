import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import type { ActivationSubmission } from '../ports/card-authority.ts';
import { answerSchemas, type SubmissionKind } from './submissions.ts';
import { accepted, ground, never, submissionOf } from './testing/test-ground.ts';
import { bankOf, homeVisitOf, pinBlockOf, socialOf } from './testing/items.ts';

/** Items of an activation and home visits: each to its own system, with its own key and outcome. */

const block = pinBlockOf('0123456789ABCDEF0123456789ABCDEF');

describe('submitting an item', () => {
  it('goes to the system of its kind and brings the answer of that system', async () => {
    const g = ground();
    const ledger = await g.open();
    const answers = [
      await ledger.submitItem(socialOf('s', 'v'), null, 1_000, never),
      await ledger.submitItem(bankOf('b', 'v'), block, 1_000, never),
      await ledger.submitItem(homeVisitOf('h', 'v'), null, 1_000, never),
    ];
    expect(answers).toEqual([
      { kind: 'answered', answer: { kind: 'done', referenceNumber: 'SB-0' } },
      { kind: 'answered', answer: { kind: 'done', referenceNumber: 'YH-0' } },
      { kind: 'answered', answer: { kind: 'booked', referenceNumber: 'SM-1', dueOn: '2026-11-27' } },
    ]);
    expect(g.bank.sent).toEqual([{ key: 'b', pinBlock: block }]);
    expect([g.delivered, g.cards.delivered, g.bank.asked]).toEqual([[], ['s', 'h'], []]);
    expect(ledger.entriesOf('v').map((e) => e.type)).toEqual([
      'submission',
      'answer',
      'submission',
      'answer',
      'submission',
      'answer',
    ]);
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it('leaves only what is not personal readable in the journal', async () => {
    const g = ground();
    const ledger = await g.open();
    await ledger.submitItem(socialOf('s', 'v'), null, 1_000, never);
    await ledger.submitItem(bankOf('b', 'v'), block, 1_000, never);
    const [social, , bank] = ledger.entriesOf('v');
    const open = ['at', 'consent', 'idempotencyKey', 'kind', 'reference', 'terminalId', 'verification'];
    expect(Object.keys(social?.open ?? {}).sort()).toEqual(open);
    expect(Object.keys(social?.sealed as object).sort()).toEqual(
      ['agent', 'cardIdCode', 'cardNumber', 'contact', 'idNumber', 'name'].sort(),
    );
    expect(Object.keys(bank?.open ?? {}).sort()).toEqual(open);
    expect(Object.keys(bank?.sealed as object).sort()).toEqual(['idNumber', 'name', 'pan', 'phone']);
  });

  it('is pending with its reference number while the other side is away, each side by itself', async () => {
    const g = ground();
    g.bank.mode = 'away';
    const ledger = await g.open();
    const bank = ledger.submitItem(bankOf('b', 'v'), block, 3_000, never);
    expect(await ledger.submitItem(socialOf('s', 'v'), null, 3_000, never)).toMatchObject({
      kind: 'answered',
    });
    await g.timers.pass(3_000);
    expect(await bank).toEqual({ kind: 'pending', referenceNumber: 'DB20261122-000001' });
    expect(ledger.pendingCount()).toBe(1);
    expect(ledger.pending()[0]).toMatchObject({ kind: 'bankActivation', reference: 'DB20261122-000001' });
  });

  it('applies once at the card service, however often it is delivered', async () => {
    const g = ground();
    g.cards.mode = 'lost';
    const ledger = await g.open();
    await ledger.submitItem(socialOf('s'), null, 0, never);
    await g.timers.pass(60_000);
    expect(g.cards.delivered.length).toBeGreaterThan(3);
    g.cards.mode = 'normal';
    await g.timers.pass(400_000);
    expect(ledger.pendingCount()).toBe(0);
    expect([...g.cards.applied]).toEqual([['s', 1]]);
  });

  it('hurries what waits for the same system when that system answers, and nothing else', async () => {
    const g = ground();
    g.cards.mode = 'away';
    g.bank.mode = 'away';
    const ledger = await g.open();
    await ledger.submitItem(socialOf('s', 'v'), null, 0, never);
    await ledger.submitItem(bankOf('b', 'v'), block, 0, never);
    await g.timers.pass(3_600_000);
    const asked = g.bank.asked.length;
    g.cards.mode = 'normal';
    await ledger.submitItem(homeVisitOf('h', 'v'), null, 1_000, never);
    await g.timers.pass(0);
    expect(ledger.pending().map((item) => item.key)).toEqual(['b']);
    expect(g.bank.asked.length).toBe(asked);
  });

  it('refuses a key that is used again with other content or for another kind (E7011)', async () => {
    const g = ground();
    const ledger = await g.open();
    await ledger.submitItem(socialOf('k'), null, 1_000, never);
    const broken = { failure: { code: 'E7011' } };
    const other = { ...socialOf('k'), contact: {} };
    await expect(ledger.submitItem(other, null, 1_000, never)).rejects.toMatchObject(broken);
    await expect(ledger.submitItem(homeVisitOf('k'), null, 1_000, never)).rejects.toMatchObject(broken);
    await expect(ledger.submit(submissionOf('k'), 1_000, never)).rejects.toMatchObject(broken);
  });

  it('sends nothing under a second key while the same is under way, and does so once it is answered', async () => {
    const g = ground();
    g.bank.mode = 'away';
    const ledger = await g.open();
    const first = await ledger.submitItem(bankOf('b1', 'v1'), block, 0, never);
    await g.timers.pass(0);
    const second = await ledger.submitItem(bankOf('b2', 'v2'), block, 0, never);
    expect(second).toEqual(first);
    expect(ledger.pendingCount()).toBe(1);
    expect(g.bank.sent.map(({ key }) => key)).toEqual(['b1']);
    // Another person's account is another matter.
    const stranger = { ...bankOf('b3', 'v3'), idNumber: '999900194207080015', pan: '6200000000000000025' };
    expect(await ledger.submitItem(stranger, block, 0, never)).not.toEqual(first);
    g.bank.mode = 'normal';
    await g.timers.pass(400_000);
    expect(ledger.pendingCount()).toBe(0);
    expect(await ledger.submitItem(bankOf('b4', 'v4'), block, 1_000, never)).toMatchObject({
      answer: { kind: 'done' },
    });
    expect([...g.bank.applied]).toEqual([['b4', 1]]);
  });
});

describe('an answer', () => {
  const answers: Readonly<Record<string, unknown>> = {
    accepted,
    done: { kind: 'done', referenceNumber: 'R-1' },
    booked: { kind: 'booked', referenceNumber: 'R-1', dueOn: '2026-11-27' },
    alreadyCertified: { kind: 'refused', reason: 'alreadyCertified', referenceNumber: 'R-1' },
    accountClosed: { kind: 'refused', reason: 'accountClosed', referenceNumber: 'R-1' },
    notArrived: { kind: 'refused', reason: 'notArrived', referenceNumber: 'R-1' },
    pinLocked: { kind: 'refused', reason: 'pinLocked', referenceNumber: 'R-1' },
    sealed: { kind: 'refused', reason: 'sealed', referenceNumber: 'R-1' },
    'a day that does not exist': { kind: 'booked', referenceNumber: 'R-1', dueOn: '2026-02-30' },
    'done without a number': { kind: 'done', referenceNumber: '' },
  };
  const takes: Readonly<Record<SubmissionKind, readonly string[]>> = {
    certification: ['accepted', 'alreadyCertified'],
    socialEnable: ['done', 'sealed'],
    bankActivation: ['done', 'accountClosed', 'notArrived'],
    homeVisit: ['booked', 'sealed'],
  };

  it.each(Object.keys(takes) as SubmissionKind[])('of another kind is none for %s', (kind) => {
    const fitting = Object.keys(answers).filter(
      (what) => answerSchemas[kind].safeParse(answers[what]).success,
    );
    expect(fitting).toEqual(takes[kind]);
  });

  it.each([socialOf('k'), bankOf('k'), homeVisitOf('k')])(
    'that does not fit leaves $kind unknown (E7013), and the right one is taken later',
    async (item: ActivationSubmission) => {
      const g = ground();
      const wrong = [...Object.keys(answers).filter((what) => !takes[item.kind].includes(what)), 'undefined'];
      let given = 0;
      let right = false;
      const answer = async () => {
        const what = wrong[given++ % wrong.length] as string;
        return ok(answers[right ? (takes[item.kind][0] as string) : what] as never);
      };
      const ledger = await g.open({
        cards: { enable: answer, bookHomeVisit: answer },
        bank: { activate: answer, outcomeOf: answer },
      });
      await ledger.submitItem(item, null, 0, never);
      await g.timers.pass(7_200_000);
      expect(given).toBeGreaterThan(wrong.length);
      expect(ledger.pending()).toMatchObject([{ key: 'k', lastCode: 'E7013' }]);
      right = true;
      await g.timers.pass(400_000);
      expect(ledger.pendingCount()).toBe(0);
    },
  );
});

describe('a row of the file', () => {
  it('that says another kind than its sealed content is damage: it is not delivered (E7004)', async () => {
    const g = ground();
    g.cards.mode = 'away';
    const first = await g.open();
    await first.submitItem(socialOf('s'), null, 0, never);
    await first.stop();
    const db = new DatabaseSync(g.file);
    db.exec("UPDATE outbox SET kind = 'homeVisit'");
    db.close();
    g.cards.mode = 'normal';
    const again = await g.open();
    await g.timers.pass(0);
    expect(again.pending()[0]?.lastCode).toBe('E7004');
    expect(g.cards.applied.size).toBe(0);
  });

  it('of a kind that nobody knows is damage (E7004)', async () => {
    const g = ground();
    g.cards.mode = 'away';
    const first = await g.open();
    await first.submitItem(socialOf('s'), null, 0, never);
    await first.stop();
    const db = new DatabaseSync(g.file);
    db.exec("UPDATE outbox SET kind = 'toString'");
    db.close();
    const logged: string[] = [];
    const again = await g.open({ log: (_, fields) => void logged.push((fields as { code: string }).code) });
    await g.timers.pass(0);
    expect(logged).toContain('E7004');
    expect(again.pendingCount()).toBe(1);
  });
});
