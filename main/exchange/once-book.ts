import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

const schema = `
  CREATE TABLE IF NOT EXISTS submission (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
`;

/**
 * What an embedded system was given and what it answered, so that each key is applied exactly once. Lies in the system's
 * own database; its user makes the transactions, in which the change itself is written too.
 */
export class OnceBook {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    db.exec(schema);
  }

  /**
   * The answer to a key: the one it got before, or `apply`'s, which is kept. The same key with other content is a conflict
   * and changes nothing. `content` comes from a parsed schema, so that equal content has equal bytes; only its hash is kept.
   */
  answer<A>(
    key: string,
    content: object,
    now: number,
    apply: (runningNumber: number) => A,
  ): A | 'keyConflict' {
    const hash = createHash('sha256').update(JSON.stringify(content)).digest();
    const known = this.#db.prepare('SELECT content, answer FROM submission WHERE key = ?').get(key);
    if (known !== undefined) {
      return hash.equals(known.content as Uint8Array) ? JSON.parse(known.answer as string) : 'keyConflict';
    }
    const next = this.#db.prepare('SELECT coalesce(max(number), 0) + 1 AS n FROM submission').get();
    const answer = apply(next?.n as number);
    this.#db
      .prepare('INSERT INTO submission (key, content, answer, at) VALUES (?, ?, ?, ?)')
      .run(key, hash, JSON.stringify(answer), now);
    return answer;
  }

  /** The answer a key got before, or null. */
  known<A>(key: string): A | null {
    const row = this.#db.prepare('SELECT answer FROM submission WHERE key = ?').get(key);
    return row === undefined ? null : JSON.parse(row.answer as string);
  }
}

/** Runs `work` whole or not at all. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}
