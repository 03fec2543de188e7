import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import {
  type PersonFixture,
  type RelativeStanding,
  relativeStandingSchema,
} from '../../../fixtures/people/schema.ts';
import { inTransaction, OnceBook } from '../../exchange/once-book.ts';
import type { SocialCardFixture } from '../../../fixtures/social-cards/schema.ts';
import { CardRegister } from './card-register.ts';
import type { Rules } from './rules.ts';
import { factsFromSeed } from './seed.ts';
import type { RegisterFacts } from './standing.ts';

/**
 * The embedded authority's SQLite register. It plays the other side: what it holds is what a social-security server
 * would hold, so names and numbers are plain here (of invented people only).
 */

const schema = `
  CREATE TABLE IF NOT EXISTS person (
    id_number TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    photo TEXT,
    seed TEXT NOT NULL,
    certified_until TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sealed_card (id_number TEXT PRIMARY KEY) STRICT;
  -- What was really applied, one row each time. On purpose without UNIQUE(key): applying twice must show, not fail.
  CREATE TABLE IF NOT EXISTS application (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    id_number TEXT NOT NULL,
    certified_until TEXT NOT NULL
  ) STRICT;
`;

const personRow = z.object({
  id_number: z.string(),
  name: z.string(),
  birth_date: z.string(),
  photo: z.string().nullable(),
  seed: z.string(),
  certified_until: z.string().nullable(),
  certified_by: z.enum(['face', 'fingerVein']),
});

type CertifiedBy = z.infer<typeof personRow>['certified_by'];

/** A person in the register as of a day. */
export interface RegisteredPerson {
  readonly name: string;
  readonly photo: string | null;
  readonly facts: RegisterFacts;
}

/** Opens the file (`:memory:` for a register that is gone afterwards) and brings the invented people up to date. */
export class Register {
  readonly #db: DatabaseSync;
  readonly #rules: Rules;
  /** What was submitted and answered, of every kind. */
  readonly once: OnceBook;
  readonly cards: CardRegister;

  constructor(
    file: string,
    people: readonly PersonFixture[],
    cards: readonly SocialCardFixture[],
    rules: Rules,
  ) {
    this.#rules = rules;
    this.#db = new DatabaseSync(file, { timeout: 2_000 });
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#db.exec(schema);
    this.#addCertifiedBy();
    this.once = new OnceBook(this.#db);
    this.cards = new CardRegister(this.#db);
    this.transaction(() => {
      this.#seed(people);
      this.cards.seed(cards);
    });
  }

  /** Runs `work` whole or not at all. */
  transaction<T>(work: () => T): T {
    return inTransaction(this.#db, work);
  }

  /** Null when nobody has this number. */
  find(idNumber: string, today: string): RegisteredPerson | null {
    const row = this.#db.prepare('SELECT * FROM person WHERE id_number = ?').get(idNumber);
    return row === undefined ? null : this.#person(personRow.parse(row), today);
  }

  all(today: string): RegisteredPerson[] {
    const rows = this.#db.prepare('SELECT * FROM person').all();
    return rows.flatMap((row) => this.#person(personRow.parse(row), today) ?? []);
  }

  certify(key: string, idNumber: string, until: string, by: CertifiedBy): void {
    this.#db
      .prepare('INSERT INTO application (key, id_number, certified_until) VALUES (?, ?, ?)')
      .run(key, idNumber, until);
    this.#db
      .prepare('UPDATE person SET certified_until = ?, certified_by = ? WHERE id_number = ?')
      .run(until, by, idNumber);
  }

  /** How often each key was applied. Anything but 1 is a double certification. */
  applications(): Map<string, number> {
    const rows = this.#db.prepare('SELECT key, count(*) AS n FROM application GROUP BY key').all();
    return new Map(rows.map((row) => [row.key as string, row.n as number]));
  }

  replaceSealedCards(idNumbers: readonly string[]): void {
    this.transaction(() => {
      this.#db.exec('DELETE FROM sealed_card');
      const insert = this.#db.prepare('INSERT OR IGNORE INTO sealed_card VALUES (?)');
      for (const idNumber of idNumbers) insert.run(idNumber);
    });
  }

  close(): void {
    this.#db.close();
  }

  #person(row: z.infer<typeof personRow>, today: string): RegisteredPerson | null {
    const standing: RelativeStanding = relativeStandingSchema.parse(JSON.parse(row.seed));
    const seeded = factsFromSeed({ birthDate: row.birth_date, standing }, today, this.#rules);
    if (seeded === null) return null;
    const inList = this.#db.prepare('SELECT 1 FROM sealed_card WHERE id_number = ?').get(row.id_number);
    const certified =
      row.certified_until === null ? {} : { coveredUntil: row.certified_until, coveredBy: row.certified_by };
    const facts = { ...seeded, ...certified, cardSealed: seeded.cardSealed || inList !== undefined };
    return { name: row.name, photo: row.photo, facts };
  }

  /** A register in use may have been made before there was this column; then it was by face always. */
  #addCertifiedBy(): void {
    const columns = this.#db.prepare("SELECT name FROM pragma_table_info('person')").all();
    if (!columns.some(({ name }) => name === 'certified_by')) {
      this.#db.exec("ALTER TABLE person ADD COLUMN certified_by TEXT NOT NULL DEFAULT 'face'");
    }
  }

  #seed(people: readonly PersonFixture[]): void {
    const upsert = this.#db.prepare(
      `INSERT INTO person (id_number, name, birth_date, photo, seed) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (id_number) DO UPDATE SET
         name = excluded.name, birth_date = excluded.birth_date, photo = excluded.photo, seed = excluded.seed`,
    );
    for (const p of people) {
      upsert.run(p.idNumber, p.name, p.birthDate, p.referencePhoto, JSON.stringify(p.standing));
    }
  }
}
