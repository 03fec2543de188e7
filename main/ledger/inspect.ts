import { DatabaseSync } from 'node:sqlite';
import { fail, ok, type Result } from '../contract/failure.ts';
import { LedgerDatabase, ledgerExists } from './database.ts';
import { failureOf, ledgerFailure } from './errors.ts';
import { Journal } from './journal.ts';
import type { KeyStore } from './key-store.ts';
import { masterKeys } from './sealing.ts';
import { VisitKeys } from './visit-keys.ts';

/**
 * Looks at the ledger of a terminal that is stopped, without changing it: the file is whole and its chain of entries unbroken.
 * Null when there is none yet. E7003 while the terminal runs, E7004 damaged, E7005..E7007 the key, E7009 the chain.
 */
export function inspectLedger(file: string, keyStore: KeyStore): Result<{ readonly entries: number } | null> {
  if (!ledgerExists(file)) return ok(null);
  const key = keyStore.load();
  if (!key.ok) return key;
  if (key.value === null) return fail(ledgerFailure('E7005'));
  let raw: DatabaseSync | undefined;
  try {
    raw = new DatabaseSync(file, { readOnly: true, timeout: 500 });
    const check = raw.prepare('PRAGMA quick_check(1)').get() as { readonly quick_check: unknown };
    if (check.quick_check !== 'ok') return fail(ledgerFailure('E7004', 'quick_check'));
    const db = new LedgerDatabase(raw);
    const master = masterKeys(key.value);
    const mark = db.get("SELECT value FROM meta WHERE name = 'key-check'");
    if (mark?.value !== master.mac('check', 'this ledger')) return fail(ledgerFailure('E7006'));
    return new Journal(db, master, new VisitKeys(db, master)).verify();
  } catch (cause) {
    return fail(failureOf(cause));
  } finally {
    if (raw?.isOpen) raw.close();
  }
}
