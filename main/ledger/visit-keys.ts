import { randomBytes } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { LedgerDatabase } from './database.ts';
import { type MasterKeys, openBox, sealBox } from './sealing.ts';

/**
 * One key per visit, wrapped by the master key. All personal data of a visit is sealed with it; deleting it (retention)
 * makes the data unreadable while the journal keeps every byte it was hashed over.
 */
export class VisitKeys {
  readonly #db: LedgerDatabase;
  readonly #master: MasterKeys;
  /** The visit at the terminal and the ones in the outbox; cleared whenever something is rolled back or shredded. */
  #open = new Map<string, Uint8Array>();

  constructor(db: LedgerDatabase, master: MasterKeys) {
    this.#db = db;
    this.#master = master;
  }

  /** Inside a transaction. `place` names the one spot where this box may lie. */
  seal(visit: string, place: string, value: unknown, now: number): Uint8Array {
    let key = this.#keyOf(visit);
    if (key === null) {
      key = randomBytes(32);
      const wrapped = sealBox(this.#master.wrap, `visit-key|${visit}`, key);
      this.#db.run('INSERT INTO visit_key (visit, made_at, wrapped) VALUES (?, ?, ?)', visit, now, wrapped);
      this.#open.set(visit, key);
    }
    return sealBox(key, `${visit}|${place}`, Buffer.from(canonicalJson(value)));
  }

  /** Null when the visit's key was shredded or the box is not what was put there. */
  unseal(visit: string, place: string, box: Uint8Array): unknown {
    const key = this.#keyOf(visit);
    const plain = key === null ? null : openBox(key, `${visit}|${place}`, box);
    return plain === null ? null : JSON.parse(Buffer.from(plain).toString());
  }

  /** Forgets the keys in memory; those in the file stay. */
  forget(): void {
    this.#open = new Map();
  }

  #keyOf(visit: string): Uint8Array | null {
    const known = this.#open.get(visit);
    if (known !== undefined) return known;
    const row = this.#db.get('SELECT wrapped FROM visit_key WHERE visit = ?', visit);
    if (row === undefined) return null;
    const key = openBox(this.#master.wrap, `visit-key|${visit}`, row.wrapped as Uint8Array);
    if (key !== null) this.#open.set(visit, key);
    return key;
  }
}
