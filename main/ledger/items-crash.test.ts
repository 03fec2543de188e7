import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { fail, ok, type Result } from '../contract/failure.ts';
import type {
  BankActivationSubmission,
  HomeVisitSubmission,
  SocialEnableSubmission,
} from '../ports/card-authority.ts';
import type { PinBlock } from '../ports/pin-pad.ts';
import { fileKeyStore } from './key-store.ts';
import { openLedger } from './ledger.ts';
import { away, FakeBank, FakeCards } from './testing/fake-systems.ts';
import { type Killable, killSomewhere, startKillable } from './testing/killable.ts';
import { foundIn } from './testing/search-files.ts';

/**
 * Pulling the plug at any instant of a card's activation: nothing that a person was told is lost, nobody is activated twice
 * at either system, not even by the visits that go on where one was broken, and no PIN block is in any file.
 */

const kills = 120;

type Submission = SocialEnableSubmission | BankActivationSubmission | HomeVisitSubmission;

/** The card service and the bank, which live on, over a line that loses and delays. */
class OtherSide {
  readonly cards = new FakeCards();
  readonly bank = new FakeBank();
  /** Whom each key is about: `person item`. */
  readonly about = new Map<string, string>();
  readonly late: Promise<void>[] = [];

  note(s: Submission): void {
    this.about.set(s.idempotencyKey, `${s.idNumber} ${s.kind}`);
  }

  async answer(what: string, args: readonly unknown[]): Promise<Result<unknown>> {
    if (what === 'record') return ok(this.#record(args[0] as string));
    if (what === 'outcomeOf') return this.#line(() => this.bank.outcomeOf(args[0] as string));
    const s = args[0] as Submission;
    this.note(s);
    if (s.kind === 'socialEnable') return this.#line(() => this.cards.enable(s));
    if (s.kind === 'homeVisit') return this.#line(() => this.cards.bookHomeVisit(s));
    // A tenth gets there long after its call has ended.
    if (Math.random() < 0.1) {
      const arrive = () => void this.bank.activate(s, args[1] as PinBlock);
      this.late.push(new Promise((resolve) => setTimeout(() => resolve(arrive()), Math.random() * 200)));
      return away;
    }
    return this.#line(() => this.bank.activate(s, args[1] as PinBlock));
  }

  /** A tenth never arrives, and of a fifth the answer is lost. */
  async #line(work: () => Promise<Result<unknown>>): Promise<Result<unknown>> {
    if (Math.random() < 0.1) return away;
    const answer = await work();
    return Math.random() < 0.2 ? away : answer;
  }

  applied(): Map<string, number> {
    const times = new Map<string, number>();
    for (const [key, n] of [...this.cards.applied, ...this.bank.applied]) {
      const about = this.about.get(key) as string;
      times.set(about, (times.get(about) ?? 0) + n);
    }
    return times;
  }

  #record(person: string) {
    const applied = this.applied();
    return {
      social: applied.has(`ID${person} socialEnable`),
      bank: applied.has(`ID${person} bankActivation`),
      cardPin: false,
    };
  }
}

it(`survives ${kills} SIGKILLs at random instants of activations that are resumed`, {
  timeout: 300_000,
}, async ({ annotate }) => {
  const dir = mkdtempSync(join(tmpdir(), 'items-crash-'));
  const cache = mkdtempSync(join(tmpdir(), 'items-cache-'));
  const other = new OtherSide();
  const entry = join(import.meta.dirname, 'items-crash.child.ts');
  const prepare = (): Killable =>
    startKillable(entry, [dir], cache, async (message: unknown, child: ChildProcess) => {
      const { id, what, args } = message as { id: string; what: string; args: readonly unknown[] };
      const answer = await other.answer(what, args);
      if (child.connected) child.send({ id, answer }, () => {});
    });

  const told: string[] = [];
  const blocks: string[] = [];
  const finished = new Set<string>();
  let pool = Array.from({ length: 4 }, () => randomBytes(6).toString('hex'));
  const ahead = [prepare(), prepare(), prepare()];
  for (let i = 0; i < kills; i += 1) {
    const killable = ahead.shift() as Killable;
    expect(await killSomewhere(killable, i, 16, { people: pool })).toBe(true);
    const lines = killable.told();
    told.push(...lines);
    const mine = lines.filter((line) => line.startsWith('block')).map((line) => line.slice(6));
    blocks.push(...mine);
    // What the dead process left, its log included, before the next one tidies it up.
    expect(foundIn(dir, mine)).toEqual([]);
    for (const line of lines) if (line.startsWith('finished')) finished.add(line.split(' ')[1] as string);
    const met = lines.filter((line) => line.startsWith('begins')).map((line) => line.split(' ')[1] as string);
    pool = [...new Set([...pool, ...met])].filter((person) => !finished.has(person));
    while (pool.length < 4) pool.push(randomBytes(6).toString('hex'));
    if (i + 3 < kills) ahead.push(prepare());
  }
  await Promise.all(other.late);
  expect(told.filter((line) => line.startsWith('closed'))).toEqual([]);

  // The plug is in again, and every line works: what is under way gets its answer.
  let allAnswered = () => {};
  const answered = new Promise<void>((resolve) => {
    allAnswered = resolve;
  });
  const opened = await openLedger({
    file: join(dir, 'ledger.db'),
    keyStore: fileKeyStore(join(dir, 'ledger.key')),
    clock: { now: () => Date.now() },
    authority: { submit: async () => fail({ code: 'E6001', action: 'clear', message: 'away' }) },
    // What was written down and not yet sent when its process died goes out for the first time now.
    cards: {
      enable: (s) => {
        other.note(s);
        return other.cards.enable(s);
      },
      bookHomeVisit: (s) => {
        other.note(s);
        return other.cards.bookHomeVisit(s);
      },
    },
    bank: other.bank,
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
  expect(ledger.verifyChain()).toMatchObject({ ok: true });

  // Nobody was activated twice, and no key was applied twice, at either system.
  const applied = other.applied();
  const twice = [...applied].filter(([about, n]) => n > 1 && !about.endsWith('homeVisit'));
  expect(twice).toEqual([]);
  for (const n of [...other.cards.applied.values(), ...other.bank.applied.values()]) expect(n).toBe(1);
  // A key was sent with its PIN block once.
  const sent = other.bank.sent.map(({ key }) => key);
  expect(new Set(sent).size).toBe(sent.length);

  // What each ticket says is what the systems did.
  let tickets = 0;
  for (const person of new Set(
    told.filter((l) => l.startsWith('begins')).map((l) => l.split(' ')[1] as string),
  )) {
    const ticket = ledger.ticketFor({ idNumber: `ID${person}`, cardNumber: `C${person}` });
    if (ticket === null) continue;
    tickets += 1;
    for (const { item, outcome } of ticket.items) {
      if (item === 'cardPin') continue;
      const kind = item === 'social' ? 'socialEnable' : 'bankActivation';
      expect(outcome.state, `${person} ${item}`).not.toBe('unknown');
      expect(outcome.state === 'done', `${person} ${item}`).toBe(applied.has(`ID${person} ${kind}`));
    }
  }
  await ledger.stop();

  const db = new DatabaseSync(join(dir, 'ledger.db'), { readOnly: true });
  const rows = db.prepare('SELECT key, reference, answer, subject FROM outbox').all();
  const ends = db
    .prepare(
      `SELECT visit, sum(type = 'visitStarted') AS started, sum(type = 'visitEnded') AS ended
       FROM journal WHERE visit <> '-' GROUP BY visit`,
    )
    .all();
  db.close();
  const answers = new Map(rows.map((row) => [row.key as string, JSON.parse(row.answer as string)]));
  const booked = new Set([...answers.values()].map((answer) => answer.referenceNumber));
  const references = new Set(rows.map((row) => row.reference));
  for (const row of ends) expect([row.started, row.ended]).toEqual([1, 1]);

  // Nothing that a person was told is lost or has changed.
  const count = { done: 0, pending: 0, refused: 0, booked: 0, resumed: 0 };
  const done = new Set<string>();
  for (const line of told) {
    const [what, first, second, person, item, reason] = line.split(' ') as string[];
    if (what === 'done') {
      expect(answers.get(first as string), line).toEqual({ kind: 'done', referenceNumber: second });
      done.add(`${person} ${item}`);
    }
    // The one that was booked may have been under way since an earlier visit, with that visit's key.
    if (what === 'booked') expect(booked.has(second), line).toBe(true);
    if (what === 'pending') expect(references.has(second as string), line).toBe(true);
    if (what === 'refused') expect(reason).toBe('notArrived');
    if (what === 'begins') {
      if (second === 'resumed') count.resumed += 1;
      const [social, , bank] = (person as string).split(',');
      if (done.has(`${first} social`)) expect(social, line).toBe('done');
      if (done.has(`${first} bank`)) expect(bank, line).toBe('done');
    }
    if (Object.hasOwn(count, what as string)) count[what as keyof typeof count] += 1;
  }
  for (const [key, answer] of answers) {
    const applications = (other.cards.applied.get(key) ?? 0) + (other.bank.applied.get(key) ?? 0);
    expect(applications, key).toBe(answer.kind === 'refused' ? 0 : 1);
  }
  expect(foundIn(dir, blocks)).toEqual([]);

  rmSync(dir, { recursive: true });
  rmSync(cache, { recursive: true });
  expect(count.resumed).toBeGreaterThan(kills / 10);
  expect(count.done).toBeGreaterThan(kills / 10);
  await annotate(
    `${kills} kills, ${answers.size} submissions, ${JSON.stringify(count)}, ${blocks.length} PIN blocks, ` +
      `${tickets} tickets left, ${leftOver} under way after the last kill`,
  );
});
