import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../contract/failure.ts';
import { canonicalJson } from './canonical.ts';
import type { LedgerDatabase, Row } from './database.ts';
import { failureOf, LedgerBroken, ledgerFailure } from './errors.ts';
import type { MasterKeys } from './sealing.ts';
import type { VisitKeys } from './visit-keys.ts';

/** One entry as it is read back. `sealed` is null when there is none or the visit's key was shredded. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: number;
  readonly visitId: string;
  readonly type: string;
  readonly open: Readonly<Record<string, unknown>>;
  readonly sealed: unknown;
}

/** An entry as it lies in the file. */
export interface StoredEntry {
  readonly seq: number;
  readonly at: number;
  readonly visit: string;
  readonly type: string;
  readonly open: string;
  readonly sealed: Uint8Array | null;
  readonly prev: string;
  readonly hash: string;
}

const firstPrev = '0'.repeat(64);

/** SHA-256 over the canonical JSON of everything an entry is, the hash before it included. */
const hashOf = (e: Omit<StoredEntry, 'hash'>): string =>
  createHash('sha256')
    .update(
      canonicalJson([
        e.seq,
        e.at,
        e.visit,
        e.type,
        e.open,
        e.sealed && Buffer.from(e.sealed).toString('base64'),
        e.prev,
      ]),
    )
    .digest('hex');

/** The append-only journal: each entry holds the hash of the one before, and the head is signed with the master key. */
export class Journal {
  readonly #db: LedgerDatabase;
  readonly #master: MasterKeys;
  readonly #keys: VisitKeys;

  constructor(db: LedgerDatabase, master: MasterKeys, keys: VisitKeys) {
    this.#db = db;
    this.#master = master;
    this.#keys = keys;
  }

  /** Inside a transaction: adds one entry at the end. */
  append(visit: string, type: string, open: object, sealed: unknown, now: number): void {
    const { seq: last, hash: prev } = this.head();
    const seq = last + 1;
    const box = sealed === undefined ? null : this.#keys.seal(visit, `${seq}|${type}`, sealed, now);
    const entry = { seq, at: now, visit, type, open: canonicalJson(open), sealed: box, prev };
    this.put({ ...entry, hash: hashOf(entry) });
  }

  /** Inside a transaction: puts an entry that follows the head. Throws E7009 when it does not. */
  put(e: StoredEntry): void {
    const head = this.head();
    if (e.seq !== head.seq + 1 || e.prev !== head.hash || e.hash !== hashOf(e)) {
      throw new LedgerBroken(ledgerFailure('E7009', `entry ${e.seq} does not follow`));
    }
    this.#db.run(
      'INSERT INTO journal (seq, at, visit, type, open, sealed, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      e.seq,
      e.at,
      e.visit,
      e.type,
      e.open,
      e.sealed,
      e.prev,
      e.hash,
    );
    this.#sign(e.seq, e.hash);
  }

  /** Inside a transaction: the signed head of a new journal. From then on a missing head is a sign of removal. */
  begin(): void {
    this.#sign(0, firstPrev);
  }

  head(): { readonly seq: number; readonly hash: string; readonly mac: string } {
    const row = this.#db.get('SELECT seq, hash, mac FROM head WHERE id = 1');
    if (row === undefined) throw new LedgerBroken(ledgerFailure('E7009', 'the head is missing'));
    return { seq: row.seq as number, hash: row.hash as string, mac: row.mac as string };
  }

  /**
   * Recomputes the chain, whole or only its last entries, and compares its end with the signed head. E7009 names the
   * first entry that does not fit.
   */
  verify(lastEntries?: number): Result<{ readonly entries: number }> {
    try {
      return this.#verify(lastEntries);
    } catch (cause) {
      return fail(failureOf(cause));
    }
  }

  #verify(lastEntries?: number): Result<{ readonly entries: number }> {
    const head = this.head();
    const from = lastEntries === undefined ? 0 : Math.max(0, head.seq - lastEntries);
    const before = this.#db.get('SELECT hash FROM journal WHERE seq = ?', from);
    let prev = from === 0 ? firstPrev : ((before?.hash as string | undefined) ?? 'missing');
    let seq = from;
    for (const row of this.#db.each('SELECT * FROM journal WHERE seq > ? ORDER BY seq', from)) {
      const entry = storedEntry(row);
      seq += 1;
      if (entry.seq !== seq || entry.prev !== prev || entry.hash !== hashOf(entry)) {
        return fail(ledgerFailure('E7009', `entry ${seq}`));
      }
      prev = entry.hash;
    }
    const signed = this.#master.mac('head', `${head.seq}|${head.hash}`);
    if (seq !== head.seq || prev !== head.hash || head.mac !== signed) {
      return fail(ledgerFailure('E7009', `the end: ${seq} entries, head ${head.seq}`));
    }
    return ok({ entries: seq });
  }

  #sign(seq: number, hash: string): void {
    this.#db.run(
      `INSERT INTO head (id, seq, hash, mac) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, mac = excluded.mac`,
      seq,
      hash,
      this.#master.mac('head', `${seq}|${hash}`),
    );
  }

  ofVisit(visit: string): JournalEntry[] {
    return this.#db.all('SELECT * FROM journal WHERE visit = ? ORDER BY seq', visit).map((row) => {
      const e = storedEntry(row);
      return {
        seq: e.seq,
        at: e.at,
        visitId: e.visit,
        type: e.type,
        open: JSON.parse(e.open),
        sealed: e.sealed === null ? null : this.#keys.unseal(e.visit, `${e.seq}|${e.type}`, e.sealed),
      };
    });
  }

  /** Visits that started and have not ended. */
  openVisits(): string[] {
    const rows = this.#db.all(
      `SELECT visit FROM journal WHERE type = 'visitStarted'
       EXCEPT SELECT visit FROM journal WHERE type = 'visitEnded'`,
    );
    return rows.map((row) => row.visit as string);
  }
}

/** The columns as the STRICT table guarantees them. */
export const storedEntry = (row: Row): StoredEntry => row as unknown as StoredEntry;
