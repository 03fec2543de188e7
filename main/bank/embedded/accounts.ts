import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { people } from '../../../fixtures/people/people.ts';
import { type SocialCardFixture, socialCardFixtureSchema } from '../../../fixtures/social-cards/schema.ts';
import { inTransaction, OnceBook } from '../../exchange/once-book.ts';

/**
 * The embedded bank's own database, apart from the authority's: another system with outages of its own. It plays the other
 * side, so names and numbers are plain here (of invented people only). Nothing of a PIN is kept, only that one was set.
 */

const schema = `
  CREATE TABLE IF NOT EXISTS account (
    pan TEXT PRIMARY KEY,
    card_number TEXT NOT NULL UNIQUE,
    id_number TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    seed TEXT NOT NULL,
    activated_by TEXT,
    phone TEXT
  ) STRICT;
  -- Keys that were asked for before they arrived. What arrives with one of them afterwards is not applied.
  CREATE TABLE IF NOT EXISTS closed_key (key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  -- One row each time something was really applied. On purpose without UNIQUE(key): applying twice must show, not fail.
  CREATE TABLE IF NOT EXISTS application (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    pan TEXT NOT NULL
  ) STRICT;
`;

const seedSchema = socialCardFixtureSchema.shape.record.pick({ bank: true, bankDecision: true });

export interface Account {
  readonly idNumber: string;
  readonly name: string;
  readonly birthDate: string;
  readonly active: boolean;
  readonly decision: 'accept' | 'needsCounter' | 'accountClosed';
}

export class Accounts {
  readonly #db: DatabaseSync;
  readonly once: OnceBook;

  /** Opens the file (`:memory:` for a bank that is gone afterwards) and brings the invented accounts up to date. */
  constructor(file: string, cards: readonly SocialCardFixture[]) {
    this.#db = new DatabaseSync(file, { timeout: 2_000 });
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#db.exec(schema);
    this.once = new OnceBook(this.#db);
    this.transaction(() => this.#seed(cards));
  }

  transaction<T>(work: () => T): T {
    return inTransaction(this.#db, work);
  }

  /** Null when there is no such account. */
  byPan(pan: string): Account | null {
    return this.#account('SELECT * FROM account WHERE pan = ?', pan);
  }

  byCardNumber(cardNumber: string): Account | null {
    return this.#account('SELECT * FROM account WHERE card_number = ?', cardNumber);
  }

  activate(key: string, pan: string, phone: string): void {
    this.#db.prepare('INSERT INTO application (key, pan) VALUES (?, ?)').run(key, pan);
    this.#db.prepare('UPDATE account SET activated_by = ?, phone = ? WHERE pan = ?').run(key, phone, pan);
  }

  closeKey(key: string, at: number): void {
    this.#db.prepare('INSERT OR IGNORE INTO closed_key VALUES (?, ?)').run(key, at);
  }

  isClosed(key: string): boolean {
    return this.#db.prepare('SELECT 1 FROM closed_key WHERE key = ?').get(key) !== undefined;
  }

  /** How often each key was applied. Anything but 1 is a double activation. */
  applications(): Map<string, number> {
    const rows = this.#db.prepare('SELECT key, count(*) AS n FROM application GROUP BY key').all();
    return new Map(rows.map((row) => [row.key as string, row.n as number]));
  }

  close(): void {
    this.#db.close();
  }

  #account(sql: string, value: string): Account | null {
    const row = this.#db.prepare(sql).get(value);
    if (row === undefined) return null;
    const { bank, bankDecision } = seedSchema.parse(JSON.parse(z.string().parse(row.seed)));
    return {
      idNumber: z.string().parse(row.id_number),
      name: z.string().parse(row.name),
      birthDate: z.string().parse(row.birth_date),
      active: bank === 'active' || row.activated_by !== null,
      decision: bankDecision,
    };
  }

  #seed(cards: readonly SocialCardFixture[]): void {
    const upsert = this.#db.prepare(
      `INSERT INTO account (pan, card_number, id_number, name, birth_date, seed) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (pan) DO UPDATE SET
         card_number = excluded.card_number, id_number = excluded.id_number, name = excluded.name,
         birth_date = excluded.birth_date, seed = excluded.seed`,
    );
    for (const card of cards) {
      if (card.pan === null) continue;
      const holder = people.find(({ idNumber }) => idNumber === card.chipIdNumber);
      const { bank, bankDecision } = card.record;
      upsert.run(
        card.pan,
        card.cardNumber,
        card.chipIdNumber,
        card.chipName,
        holder?.birthDate ?? '1900-01-01',
        JSON.stringify({ bank, bankDecision }),
      );
    }
  }
}
