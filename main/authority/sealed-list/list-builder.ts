import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { numberHash } from './number-hash.ts';
import type { SealedRow } from './row-check.ts';

/** Names a row of the imported file. */
interface Place {
  readonly line: number;
  /** Which sheet, by its number; the caller knows the names. */
  readonly sheet: number;
}

export interface Duplicate extends Place {
  /** The earlier row that says the same. */
  readonly of: Place;
}

/**
 * Writes a new list into a file of its own, which nobody reads before it is whole. Memory stays at SQLite's cache: the rows
 * go straight to the disk, and the indexes are made by its sorter, which uses the disk too.
 */
export class ListBuilder {
  readonly #file: string;
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #salt = randomBytes(16).toString('hex');
  #open = true;

  constructor(file: string) {
    this.#file = file;
    this.#db = new DatabaseSync(file);
    // A file that is thrown away when anything goes wrong needs no journal.
    this.#db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384');
    this.#db.exec(`
      CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        id_hash BLOB,
        card_hash BLOB,
        reason TEXT NOT NULL,
        sealed_on TEXT,
        line INTEGER NOT NULL,
        sheet INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    `);
    this.#db.prepare("INSERT INTO meta VALUES ('salt', ?)").run(this.#salt);
    this.#insert = this.#db.prepare(
      'INSERT INTO entry (id_hash, card_hash, reason, sealed_on, line, sheet) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#db.exec('BEGIN');
  }

  add(row: SealedRow, place: Place): void {
    const { idNumber, cardNumber, reason, sealedOn } = row;
    const hashed = (number: string | null) => (number === null ? null : numberHash(this.#salt, number));
    this.#insert.run(hashed(idNumber), hashed(cardNumber), reason, sealedOn, place.line, place.sheet);
  }

  /** Makes the indexes and takes out rows that say the same as an earlier one. */
  *index(): Generator<Duplicate> {
    this.#db.exec('COMMIT');
    this.#db.exec('CREATE INDEX by_id ON entry (id_hash, card_hash)');
    this.#db.exec('CREATE INDEX by_card ON entry (card_hash)');
    this.#db.exec(`
      CREATE TEMP TABLE again AS
        SELECT id, first FROM (
          SELECT id, min(id) OVER (PARTITION BY id_hash, card_hash) AS first FROM entry
        ) WHERE id <> first;
    `);
    const pairs = this.#db.prepare(`
      SELECT later.line AS line, later.sheet AS sheet, earlier.line AS ofLine, earlier.sheet AS ofSheet
      FROM again JOIN entry AS later ON later.id = again.id JOIN entry AS earlier ON earlier.id = again.first
      ORDER BY again.id`);
    for (const row of pairs.iterate() as Iterable<Record<'line' | 'sheet' | 'ofLine' | 'ofSheet', number>>) {
      const { line, sheet, ofLine, ofSheet } = row;
      yield { line, sheet, of: { line: ofLine, sheet: ofSheet } };
    }
    this.#db.exec('DELETE FROM entry WHERE id IN (SELECT id FROM again)');
  }

  /** Closes the file with everything on the disk. */
  finish(): void {
    this.#db.close();
    this.#open = false;
    const fd = openSync(this.#file, 'r+');
    fsyncSync(fd);
    closeSync(fd);
  }

  /** Throws the file away. */
  abandon(): void {
    if (this.#open) this.#db.close();
    this.#open = false;
    rmSync(this.#file, { force: true });
  }
}
