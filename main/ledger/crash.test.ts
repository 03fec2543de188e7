import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openEmbeddedAuthority } from '../authority/embedded/embedded-authority.ts';
import { loadRules, type Rules } from '../authority/embedded/rules.ts';
import type { WireRequest } from '../authority/wire.ts';
import { fileKeyStore } from './key-store.ts';
import { openLedger } from './ledger.ts';
import { FakeBank, FakeCards } from './testing/fake-systems.ts';
import { type Killable, killSomewhere, startKillable } from './testing/killable.ts';

/** Pulling the plug at any instant loses nothing that a person was told, and submits nothing twice (issue part 9). */

const kills = 210;
const clock = { now: () => Date.now() };
const never = new AbortController().signal;

/** Everybody may certify at any time, so that each submission is one that would be applied twice. */
function wideRules(): Rules {
  const rules = loadRules();
  if (!rules.ok) throw new Error(rules.error.message);
  return { ...rules.value, ages: rules.value.ages.map((group) => ({ ...group, windowDays: 400 })) };
}

it(`survives ${kills} SIGKILLs at random instants during submissions`, { timeout: 300_000 }, async ({
  annotate,
}) => {
  const dir = mkdtempSync(join(tmpdir(), 'crash-'));
  const rules = wideRules();
  const openAuthority = () => {
    const file = join(dir, 'authority.db');
    const opened = openEmbeddedAuthority({ file, clock, portrait: async () => null, rules });
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value;
  };
  const authority = openAuthority();
  const told: string[] = [];
  const entry = join(import.meta.dirname, 'crash.child.ts');

  const prepare = (i: number): Killable => {
    const where = i % 2 === 0 ? 'same' : 'other';
    return startKillable(entry, [dir, where, JSON.stringify(rules)], dir, async (message, child) => {
      const { request } = message as { request: WireRequest };
      const result = await authority.transport.exchange(request, never);
      const answer = result.ok ? result.value : null;
      // The child may be dead by now: then the answer is lost, which is what this is about.
      if (child.connected) child.send({ id: request.requestId, answer }, () => {});
    });
  };

  const ahead = [prepare(0), prepare(1), prepare(2)];
  let died = 0;
  for (let i = 0; i < kills; i += 1) {
    const killable = ahead.shift() as Killable;
    if (await killSomewhere(killable, i, 10, {})) died += 1;
    told.push(...killable.told());
    if (i + 3 < kills) ahead.push(prepare(i + 3));
  }
  expect(died).toBe(kills);
  expect(told.filter((line) => line.startsWith('closed'))).toEqual([]);

  // The plug is in again: what is pending gets its answer.
  let allAnswered = () => {};
  const answered = new Promise<void>((resolve) => {
    allAnswered = resolve;
  });
  const opened = await openLedger({
    file: join(dir, 'ledger.db'),
    keyStore: fileKeyStore(join(dir, 'ledger.key')),
    clock,
    authority,
    cards: new FakeCards(),
    bank: new FakeBank(),
    log: (event, fields) => {
      if (event === 'outbox-delivery' && (fields as { pending: number }).pending === 0) allAnswered();
    },
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const ledger = opened.value;
  const leftOver = ledger.pendingCount();
  if (leftOver > 0) await answered;
  expect(ledger.pendingCount()).toBe(0);
  ledger.closeInterrupted();
  const chain = ledger.verifyChain();
  expect(chain).toMatchObject({ ok: true });
  await ledger.stop();

  const db = new DatabaseSync(join(dir, 'ledger.db'), { readOnly: true });
  const outbox = new Map(
    db
      .prepare('SELECT key, reference, answer FROM outbox')
      .all()
      .map((row) => [
        row.key as string,
        { reference: row.reference, answer: JSON.parse(row.answer as string) },
      ]),
  );
  const journal = new Set(
    db
      .prepare('SELECT visit, type FROM journal')
      .all()
      .map((row) => `${row.visit} ${row.type}`),
  );
  const ends = db
    .prepare(
      `SELECT visit, sum(type = 'visitStarted') AS started, sum(type = 'visitEnded') AS ended
       FROM journal WHERE visit <> '-' GROUP BY visit`,
    )
    .all();
  db.close();

  // Nothing that a person was told is lost ...
  const count = { done: 0, pending: 0, fact: 0 };
  for (const line of told) {
    const [what, key, more] = line.split(' ') as [string, string, string];
    if (what === 'fact') expect(journal.has(`${key} ${more}`), line).toBe(true);
    if (what === 'done') expect(outbox.get(key)?.answer, line).toMatchObject({ receiptNumber: more });
    if (what === 'pending') expect(outbox.get(key)?.reference, line).toBe(more);
    expect(what).not.toBe('refused');
    if (what in count) count[what as keyof typeof count] += 1;
  }
  // ... nothing is applied twice, and nothing is applied that the ledger does not know.
  const applications = authority.applications();
  expect([...applications.values()].every((times) => times === 1)).toBe(true);
  expect([...applications.keys()].sort()).toEqual([...outbox.keys()].sort());
  for (const { answer } of outbox.values()) expect(answer.kind).toBe('accepted');
  // Each visit that began has ended once, those that were cut off too.
  for (const row of ends) expect([row.started, row.ended]).toEqual([1, 1]);

  authority.close();
  rmSync(dir, { recursive: true });
  expect(count.done).toBeGreaterThan(kills / 10);
  expect(count.pending).toBeGreaterThan(0);
  expect(outbox.size).toBeGreaterThan(kills / 4);
  await annotate(
    `${kills} kills, ${outbox.size} submissions (${count.done} told as done, ${count.pending} as pending), ` +
      `${leftOver} pending after the last kill, ${chain.ok ? chain.value.entries : 0} journal entries`,
  );
});
