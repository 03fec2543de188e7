import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../contract/failure.ts';
import { type LedgerDatabase, openDatabase, type Row } from './database.ts';
import { failureOf, ledgerFailure } from './errors.ts';
import { type Journal, storedEntry } from './journal.ts';
import { syncFolder } from './key-store.ts';
import type { Templates } from './templates.ts';

/** Where the copy of a ledger lies. */
export const backupFile = (file: string): string => `${file}.backup`;

/** Milliseconds since the epoch of the copy, or null. */
export const backupTime = (file: string): number | null =>
  statSync(backupFile(file), { throwIfNoEntry: false })?.mtimeMs ?? null;

/**
 * Copies the ledger while it is in use; the old copy stays until the new one is whole and on the disk. Tickets are left
 * out: they live for a day, and a copy would keep them for longer.
 */
export async function backUp(db: LedgerDatabase, file: string): Promise<void> {
  const next = `${backupFile(file)}.next`;
  rmSync(next, { force: true });
  closeSync(openSync(next, 'wx', 0o600));
  await backup(db.raw, next);
  const copy = new DatabaseSync(next);
  // Nothing beside the copy: its undo log would hold what is being removed.
  copy.exec('PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON; DELETE FROM ticket');
  copy.close();
  const handle = openSync(next, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(next, backupFile(file));
  syncFolder(dirname(file));
}

/** What came back after damage. The damaged file stays beside the ledger for the technician. */
export interface Recovery {
  readonly db: LedgerDatabase;
  readonly damagedFile: string;
}

/** Sets a damaged ledger aside and puts the last copy in its place. E7004 when there is no copy. */
export function restoreBackup(file: string, now: number): Result<Recovery> {
  const copy = backupFile(file);
  if (!existsSync(copy)) return fail(ledgerFailure('E7004', 'there is no backup'));
  const damagedFile = `${file}.damaged-${now}`;
  try {
    for (const suffix of ['', '-wal']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, damagedFile + suffix);
    }
    copyFileSync(copy, file);
    const opened = openDatabase(file);
    return opened.ok ? ok({ db: opened.value, damagedFile }) : opened;
  } catch (cause) {
    return fail(failureOf(cause));
  }
}

/**
 * Brings over what can still be read of a damaged ledger and is newer than the backup: keys, then journal entries as long
 * as each follows the one before, then submissions, tickets and templates. Returns how many of each that counts were saved.
 */
export function salvage(
  { db, damagedFile }: Recovery,
  journal: Journal,
  templates: Templates,
): { readonly entries: number; readonly submissions: number; readonly templates: number } {
  const saved = { entries: 0, submissions: 0, templates: 0 };
  let damaged: DatabaseSync;
  try {
    damaged = new DatabaseSync(damagedFile, { readOnly: true });
  } catch {
    return saved;
  }
  const bring = (sql: string, take: (row: Row) => void) => {
    try {
      for (const row of damaged.prepare(sql).iterate()) db.transaction(() => take(row as Row));
    } catch {
      // Unreadable from here on: what came before it is saved.
    }
  };
  const from = journal.head().seq;
  bring('SELECT * FROM visit_key', (row) =>
    db.run(
      'INSERT OR IGNORE INTO visit_key VALUES (?, ?, ?)',
      ...values(row, ['visit', 'made_at', 'wrapped']),
    ),
  );
  bring(`SELECT * FROM journal WHERE seq > ${from} ORDER BY seq`, (row) => {
    journal.put(storedEntry(row));
    saved.entries += 1;
  });
  bring('SELECT * FROM outbox ORDER BY id', (row) => {
    const columns = outboxColumns.filter((column) => column in row);
    saved.submissions += db.run(
      `INSERT OR IGNORE INTO outbox (${columns}) VALUES (${columns.map(() => '?')})`,
      ...values(row, columns),
    );
    if (row.answer !== null) {
      const answer = row.answer as string;
      const sql =
        'UPDATE outbox SET answer = ?, payload = NULL, subject = NULL WHERE key = ? AND answer IS NULL';
      db.run(sql, answer, row.key as string);
    }
  });
  // When it is known how far the journal came: a ticket counts its age from an entry of it.
  bring(`SELECT * FROM ticket WHERE entry <= ${journal.head().seq}`, (row) =>
    db.run(
      'INSERT OR REPLACE INTO ticket VALUES (?, ?, ?, ?, ?)',
      ...values(row, ['pair', 'visit', 'made_at', 'entry', 'box']),
    ),
  );
  // Last, by all that is known of the journal now: what was deleted after the backup stays deleted.
  const take = templates.taker();
  bring('SELECT * FROM template', (row) => {
    saved.templates += Number(take(row));
  });
  damaged.close();
  return saved;
}

/** `kind` and `subject` are missing in a file of the first schema: then the defaults are what they mean. */
const outboxColumns =
  'id kind key visit reference content subject payload attempts next_at last_code answer'.split(' ');

const values = (row: Row, columns: readonly string[]) => columns.map((c) => row[c] as string | number | null);
