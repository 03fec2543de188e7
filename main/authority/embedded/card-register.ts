import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type SocialCardFixture, socialCardFixtureSchema } from '../../../fixtures/social-cards/schema.ts';
import { type ContactField, contactFieldSchema } from '../../contract/activation.ts';

/** The cards, contact data and home visits of the embedded authority; part of the register's database. */

const schema = `
  CREATE TABLE IF NOT EXISTS card (
    card_number TEXT PRIMARY KEY,
    card_id_code TEXT NOT NULL,
    id_number TEXT NOT NULL,
    name TEXT NOT NULL,
    bank_name TEXT NOT NULL,
    seed TEXT NOT NULL,
    enabled_by TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS contact (
    id_number TEXT NOT NULL,
    field TEXT NOT NULL,
    phone TEXT NOT NULL,
    PRIMARY KEY (id_number, field)
  ) STRICT;
  -- One row each time something was really applied. On purpose without UNIQUE(key): applying twice must show, not fail.
  CREATE TABLE IF NOT EXISTS card_application (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    what TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS home_visit (
    reference_number TEXT PRIMARY KEY,
    id_number TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    phone TEXT NOT NULL,
    reason TEXT NOT NULL,
    business TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    done_on TEXT
  ) STRICT;
`;

const seedSchema = socialCardFixtureSchema.shape.record.pick({ status: true, social: true, missing: true });

const cardRow = z.object({
  card_number: z.string(),
  card_id_code: z.string(),
  id_number: z.string(),
  name: z.string(),
  bank_name: z.string(),
  seed: z.string(),
  enabled_by: z.string().nullable(),
});

/** A card as the card service holds it now. */
export interface RegisteredCard {
  readonly cardNumber: string;
  readonly cardIdCode: string;
  readonly idNumber: string;
  readonly name: string;
  readonly bankName: string;
  readonly status: 'usable' | 'sealed' | 'replaced' | 'deceased';
  readonly social: 'inactive' | 'active';
  readonly missing: readonly ContactField[];
}

/** Somebody is to come to the home. `doneOn` is null while the visit is open. */
export interface HomeVisit {
  readonly referenceNumber: string;
  readonly idNumber: string;
  readonly name: string;
  readonly birthDate: string;
  readonly phone: string;
  readonly reason: string;
  readonly business: string;
  readonly askedOn: string;
  readonly dueOn: string;
  /** How sure the due date is, by what is known of the year's holidays. */
  readonly basis: string;
}

const visitColumns = `reference_number AS referenceNumber, id_number AS idNumber, name, birth_date AS birthDate, phone,
  reason, business, asked_on AS askedOn, due_on AS dueOn, basis`;

export class CardRegister {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    db.exec(schema);
  }

  /** Brings the invented cards up to date; what was done with them in this register stays. */
  seed(cards: readonly SocialCardFixture[]): void {
    const upsert = this.#db.prepare(
      `INSERT INTO card (card_number, card_id_code, id_number, name, bank_name, seed) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (card_number) DO UPDATE SET
         card_id_code = excluded.card_id_code, id_number = excluded.id_number, name = excluded.name,
         bank_name = excluded.bank_name, seed = excluded.seed`,
    );
    for (const card of cards) {
      if (card.record.status === 'notFound') continue;
      const { status, social, missing } = card.record;
      const seed = JSON.stringify({ status, social, missing });
      upsert.run(card.cardNumber, card.cardIdCode, card.chipIdNumber, card.chipName, card.bankName, seed);
    }
  }

  /** Null when no card has this number. */
  find(cardNumber: string): RegisteredCard | null {
    const found = this.#db.prepare('SELECT * FROM card WHERE card_number = ?').get(cardNumber);
    if (found === undefined) return null;
    const row = cardRow.parse(found);
    const { status, social, missing } = seedSchema.parse(JSON.parse(row.seed));
    if (status === 'notFound') return null;
    const known = new Set(this.contact(row.id_number).keys());
    return {
      cardNumber: row.card_number,
      cardIdCode: row.card_id_code,
      idNumber: row.id_number,
      name: row.name,
      bankName: row.bank_name,
      status,
      social: row.enabled_by === null ? social : 'active',
      missing: missing.filter((field) => !known.has(field)),
    };
  }

  enable(key: string, cardNumber: string): void {
    this.#applied(key, 'socialEnable');
    this.#db.prepare('UPDATE card SET enabled_by = ? WHERE card_number = ?').run(key, cardNumber);
  }

  contact(idNumber: string): Map<ContactField, string> {
    const rows = this.#db.prepare('SELECT field, phone FROM contact WHERE id_number = ?').all(idNumber);
    return new Map(rows.map((row) => [contactFieldSchema.parse(row.field), row.phone as string]));
  }

  keepContact(idNumber: string, contact: Readonly<Partial<Record<ContactField, string>>>): void {
    const upsert = this.#db.prepare(
      'INSERT INTO contact VALUES (?, ?, ?) ON CONFLICT (id_number, field) DO UPDATE SET phone = excluded.phone',
    );
    for (const [field, phone] of Object.entries(contact)) upsert.run(idNumber, field, phone);
  }

  /** The open visit to a person for a business, or null. */
  openVisit(idNumber: string, business: string): HomeVisit | null {
    const sql = `SELECT ${visitColumns} FROM home_visit WHERE id_number = ? AND business = ? AND done_on IS NULL`;
    const row = this.#db.prepare(sql).get(idNumber, business);
    return row === undefined ? null : ({ ...row } as unknown as HomeVisit);
  }

  book(key: string, visit: HomeVisit): void {
    this.#applied(key, 'homeVisit');
    this.#db
      .prepare('INSERT INTO home_visit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)')
      .run(
        visit.referenceNumber,
        visit.idNumber,
        visit.name,
        visit.birthDate,
        visit.phone,
        visit.reason,
        visit.business,
        visit.askedOn,
        visit.dueOn,
        visit.basis,
      );
  }

  openVisits(): HomeVisit[] {
    const rows = this.#db.prepare(`SELECT ${visitColumns} FROM home_visit WHERE done_on IS NULL`).all();
    return rows.map((row) => ({ ...row }) as unknown as HomeVisit);
  }

  #applied(key: string, what: string): void {
    this.#db.prepare('INSERT INTO card_application (key, what) VALUES (?, ?)').run(key, what);
  }

  /** How often each key was applied. Anything but 1 is a fault. */
  applications(): Map<string, number> {
    const rows = this.#db.prepare('SELECT key, count(*) AS n FROM card_application GROUP BY key').all();
    return new Map(rows.map((row) => [row.key as string, row.n as number]));
  }
}
