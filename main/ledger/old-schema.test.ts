import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ok } from '../contract/failure.ts';
import type { CertificationSubmission } from '../ports/authority.ts';
import { accepted, type Ground, ground, never, submissionOf } from './testing/test-ground.ts';
import { cards, socialOf, ticketOf, vein } from './testing/items.ts';

/**
 * A ledger that the program wrote when it knew certifications only (schema 1, key of 32 bytes 7): one submission answered
 * on 22 November 2026, one pending in a visit that was cut off.
 */
const written = filed('ledger-schema-1.db.gz');

/**
 * One that it wrote when it knew no finger veins (schema 2, same key and time): a certification answered, and of one visit
 * that was cut off a certification, a socialEnable and a bankActivation pending (the bank never got it) and a ticket.
 */
const writtenBeforeFingers = filed('ledger-schema-2.db.gz');

function filed(name: string): Buffer {
  return gunzipSync(readFileSync(join(import.meta.dirname, 'testing', name)));
}

function old(file = written): Ground {
  const g = ground();
  writeFileSync(g.file, file);
  writeFileSync(join(g.dir, 'ledger.key'), Buffer.alloc(32, 7), { mode: 0o600 });
  return g;
}

describe('a ledger of the first schema', () => {
  it('opens, delivers what waits in it, and takes items and tickets', async () => {
    const g = old();
    const ledger = await g.open();
    expect(ledger.closeInterrupted()).toEqual([{ visitId: 'visit-waiting', pending: 1 }]);
    await g.timers.pass(0);
    expect(g.delivered).toEqual(['waiting']);
    expect(ledger.pendingCount()).toBe(0);
    expect(await ledger.submitItem(socialOf('s'), null, 1_000, never)).toMatchObject({ kind: 'answered' });
    ledger.saveTicket(cards, ticketOf('v'));
    expect(ledger.ticketFor(cards)).not.toBeNull();
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it('knows its keys and their content: the same is not sent again, another is refused (E7011)', async () => {
    const g = old();
    const ledger = await g.open();
    await g.timers.pass(0);
    g.delivered.length = 0;
    for (const key of ['answered', 'waiting']) {
      expect(await ledger.submit(submissionOf(key), 1_000, never)).toEqual({
        kind: 'answered',
        answer: accepted,
      });
    }
    expect(g.delivered).toEqual([]);
    const other = { ...submissionOf('answered'), name: '别人' };
    await expect(ledger.submit(other, 1_000, never)).rejects.toMatchObject({ failure: { code: 'E7011' } });
    expect(ledger.entriesOf('visit-waiting')[1]?.sealed).toMatchObject({ name: '王桂芝' });
  });

  it('is salvaged when it is damaged: submissions without the newer columns come over too', async () => {
    const g = old();
    writeFileSync(`${g.file}.backup`, written);
    const db = new DatabaseSync(g.file);
    db.exec('PRAGMA journal_mode = DELETE');
    const index = db.prepare("SELECT rootpage AS page FROM sqlite_master WHERE name = 'journal_type'").get();
    db.close();
    const bytes = readFileSync(g.file);
    const page = index?.page as number;
    bytes.fill(0xa5, (page - 1) * 4_096, page * 4_096);
    writeFileSync(g.file, bytes);
    // A backup from before the second submission.
    const copy = new DatabaseSync(`${g.file}.backup`);
    copy.exec("DROP TRIGGER outbox_no_delete; DELETE FROM outbox WHERE key = 'waiting'");
    copy.close();
    const ledger = await g.open({ onDamage: 'restore' });
    expect(ledger.entriesOf('-').at(-1)).toMatchObject({ type: 'recovered', open: { submissions: 1 } });
    await g.timers.pass(0);
    expect(g.delivered).toEqual(['waiting']);
  });
});

describe('a ledger of the second schema', () => {
  it('delivers what waits in it as it is said today, each with the same content', async () => {
    const g = old(writtenBeforeFingers);
    const got: unknown[] = [];
    g.answer = async (s) => {
      got.push(s);
      return ok(accepted);
    };
    const ledger = await g.open();
    expect(ledger.pendingCount()).toBe(3);
    await g.timers.pass(0);
    expect(ledger.pendingCount()).toBe(0);
    expect(got).toEqual([submissionOf('waiting')]);
    expect(g.cards.enabled).toEqual([socialOf('social', 'visit-waiting')]);
    expect([g.bank.asked, g.bank.sent]).toEqual([['bank'], []]);
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it('knows its keys and their content, and the ticket of the visit', async () => {
    const g = old(writtenBeforeFingers);
    g.cards.mode = 'away';
    const ledger = await g.open();
    await g.timers.pass(0);
    g.delivered.length = 0;
    for (const key of ['answered', 'waiting']) {
      expect(await ledger.submit(submissionOf(key), 1_000, never)).toMatchObject({ kind: 'answered' });
    }
    expect(g.delivered).toEqual([]);
    const byFinger: CertificationSubmission = { ...submissionOf('waiting'), verified: vein };
    await expect(ledger.submit(byFinger, 1_000, never)).rejects.toMatchObject({ failure: { code: 'E7011' } });
    expect(ledger.ticketFor(cards)).toMatchObject({
      items: [
        { item: 'social', outcome: { state: 'unknown' } },
        { item: 'cardPin', outcome: { state: 'todo' } },
        { item: 'bank', outcome: { state: 'refused', reason: 'notArrived' } },
      ],
    });
  });

  it('reads the same in the journal before and after: method, and beside it how it was verified', async () => {
    const g = old(writtenBeforeFingers);
    const ledger = await g.open();
    await ledger.submit(submissionOf('new'), 1_000, never);
    await ledger.submit({ ...submissionOf('vein'), verified: vein }, 1_000, never);
    const [before] = ledger.entriesOf('visit-answered').filter(({ type }) => type === 'submission');
    const [after] = ledger.entriesOf('visit-new');
    const say = ({ method, verification }: Readonly<Record<string, unknown>> = {}) => ({
      method,
      verification,
    });
    expect(say(after?.open)).toEqual(say(before?.open));
    const [byFinger] = ledger.entriesOf('visit-vein');
    const { method, ...verification } = vein;
    expect(say(byFinger?.open)).toEqual({ method, verification });
  });
});
