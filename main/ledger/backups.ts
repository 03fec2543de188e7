import { randomUUID } from 'node:crypto';
import { backUp, backupTime } from './backup.ts';
import type { LedgerDatabase } from './database.ts';

const dayMs = 86_400_000;

/**
 * The copy beside the ledger, made by one backup at a time: each day, and whenever something was deleted that the old copy
 * and the log still hold. That this is owed stands in the ledger itself, so that no crash in between leaves them behind.
 */
export class Backups {
  readonly #db: LedgerDatabase;
  readonly #file: string;
  readonly #onFault: (cause: unknown) => void;
  #running: Promise<void> = Promise.resolve();

  constructor(db: LedgerDatabase, file: string, onFault: (cause: unknown) => void) {
    this.#db = db;
    this.#file = file;
    this.#onFault = onFault;
  }

  /** Inside the transaction that deletes: log and copy are to be renewed. */
  owe(): void {
    this.#db.run(
      `INSERT INTO meta (name, value) VALUES ('renewal-owed', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      randomUUID(),
    );
  }

  /** After that transaction: empties the log at once and has the copy renewed. A copy that fails stays owed. */
  scrub(): void {
    this.#db.checkpoint();
    this.renew().catch(this.#onFault);
  }

  /** Makes a new copy if one is owed or a day has passed. Rejects when it fails; the old copy is still there then. */
  renew(): Promise<void> {
    const renewal = this.#running.then(() => this.#renewIfDue());
    this.#running = renewal.catch(() => undefined);
    return renewal;
  }

  /** Resolves when no backup runs. */
  idle(): Promise<void> {
    return this.#running;
  }

  async #renewIfDue(): Promise<void> {
    const owed = this.#db.get("SELECT value FROM meta WHERE name = 'renewal-owed'")?.value as
      | string
      | undefined;
    const last = backupTime(this.#file);
    if (owed === undefined && last !== null && Date.now() - last < dayMs) return;
    // A crash may have come between a deletion and its checkpoint.
    if (owed !== undefined) this.#db.checkpoint();
    await backUp(this.#db, this.#file);
    // What was deleted while the copy was made has set another mark, and is owed still.
    if (owed !== undefined) {
      this.#db.run("DELETE FROM meta WHERE name = 'renewal-owed' AND value = ?", owed);
    }
  }
}
