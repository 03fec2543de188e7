import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { accepted, type Ground, ground, never, submissionOf } from './testing/test-ground.ts';
import { cards, socialOf, ticketOf } from './testing/items.ts';

/**
 * A ledger that the program wrote when it knew certifications only (schema 1, key of 32 bytes 7): one submission answered
 * on 22 November 2026, one pending in a visit that was cut off.
 */
const written = gunzipSync(readFileSync(join(import.meta.dirname, 'testing', 'ledger-schema-1.db.gz')));

function old(): Ground {
  const g = ground();
  writeFileSync(g.file, written);
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
