import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fail } from '../contract/failure.ts';
import { fileKeyStore } from './key-store.ts';
import { openLedger } from './ledger.ts';
import { FakeBank, FakeCards } from './testing/fake-systems.ts';
import { type Killable, killSomewhere, startKillable } from './testing/killable.ts';
import { generation, wrappedKeyOf } from './testing/templates.ts';

/**
 * Pulling the plug while people enrol: what somebody was told stays, each has a whole set or none, and what was renewed or
 * deleted is in no file after the next start, wherever the kill came.
 */

const kills = 60;
const people = ['p1', 'p2', 'p3'];
const recordsOf = (name: string) => generation('', name).map(({ recordId }) => recordId);

it(`survives ${kills} SIGKILLs at random instants while people enrol and delete`, {
  timeout: 300_000,
}, async ({ annotate }) => {
  const dir = mkdtempSync(join(tmpdir(), 'templates-crash-'));
  const entry = join(import.meta.dirname, 'templates-crash.child.ts');
  /** By person: the generation that must be there, or null, and the one that was under way when the plug was pulled. */
  const told = new Map<string, string | null>(people.map((person) => [person, null]));
  const underWay = new Map<string, string | null>();
  const tried = new Set<string>();
  const count = { kept: 0, deleted: 0, halfWay: 0 };

  /** One of the two that may be, whole. */
  const check = (person: string, found: readonly string[]) => {
    const may = [told.get(person), ...(underWay.has(person) ? [underWay.get(person)] : [])];
    const sets = may.map((name) => (name == null ? [] : recordsOf(name).sort()));
    expect(sets, `${person} ${may}`).toContainEqual([...found].sort());
    if (underWay.has(person) && found.join() !== sets[0]?.join()) count.halfWay += 1;
    told.set(person, found.length === 0 ? null : (found[0] as string).replace(/\.[^.]+$/, ''));
    underWay.delete(person);
  };
  const read = (line: string) => {
    const [what, person, ...rest] = line.split(' ').filter(Boolean) as [string, string, ...string[]];
    if (what === 'closed') throw new Error(line);
    if (what === 'found') check(person, rest);
    if (what === 'keeping' || what === 'deleting') {
      underWay.set(person, rest[0] ?? null);
      if (rest[0] !== undefined) tried.add(rest[0]);
    }
    if (what === 'kept' || what === 'deleted') {
      told.set(person, rest[0] ?? null);
      underWay.delete(person);
      count[what] += 1;
    }
  };
  /** Opens and closes it as the next start does, and looks for every key that is none of today's. */
  const nothingLeft = async () => {
    const opened = await openLedger({
      file: join(dir, 'ledger.db'),
      keyStore: fileKeyStore(join(dir, 'ledger.key')),
      clock: { now: () => Date.now() },
      authority: { submit: async () => fail({ code: 'E6001', action: 'clear', message: 'away' }) },
      cards: new FakeCards(),
      bank: new FakeBank(),
    });
    if (!opened.ok) throw new Error(opened.error.code);
    const ledger = opened.value;
    for (const person of people) {
      check(
        person,
        ledger.templatesOf(person).map(({ recordId }) => recordId),
      );
    }
    expect(ledger.verifyChain()).toMatchObject({ ok: true });
    await ledger.stop();
    const files = readdirSync(dir).filter((name) => name.startsWith('ledger.db'));
    const bytes = files.map((name) => readFileSync(join(dir, name)));
    const has = (record: string) => bytes.some((file) => file.includes(wrappedKeyOf(record)));
    const current = new Set(told.values());
    const left = [...tried]
      .filter((name) => !current.has(name))
      .flatMap(recordsOf)
      .filter(has);
    expect(left).toEqual([]);
    expect([...current].flatMap((name) => (name === null ? [] : recordsOf(name))).every(has)).toBe(true);
  };

  const prepare = (): Killable => startKillable(entry, [dir], dir, () => {});
  const ahead = [prepare(), prepare()];
  for (let turn = 0; turn < kills; turn += 1) {
    const killable = ahead.shift() as Killable;
    expect(await killSomewhere(killable, turn, 12, { turn, people })).toBe(true);
    for (const line of killable.told()) read(line);
    if (turn + 2 < kills) ahead.push(prepare());
    if (turn % 10 === 9) await nothingLeft();
  }
  rmSync(dir, { recursive: true });
  expect(count.kept).toBeGreaterThan(kills / 4);
  expect(count.deleted).toBeGreaterThan(kills / 20);
  await annotate(
    `${kills} kills, ${count.kept} enrolments and ${count.deleted} deletions told as done, ` +
      `${count.halfWay} done and not told`,
  );
});
