import { fail, ok, type Result } from '../contract/failure.ts';
import { type Recovery, restoreBackup } from './backup.ts';
import { type LedgerDatabase, ledgerExists, openDatabase } from './database.ts';
import { failureOf, ledgerFailure } from './errors.ts';
import { FileLedger, type LedgerOptions, type OpenLedger } from './file-ledger.ts';
import { type MasterKeys, masterKeys } from './sealing.ts';

/** Entries checked at each start; all of them by `verifyChain`. */
const checkedAtStart = 1_000;

/**
 * Opens the ledger, or says why it cannot be trusted or used: E7001..E7010. It never makes a new key or a new file in the
 * place of one that is damaged.
 */
export async function openLedger(options: LedgerOptions): Promise<Result<OpenLedger>> {
  const master = loadMaster(options);
  if (!master.ok) return master;
  let recovery: Recovery | null = null;
  let opened = openDatabase(options.file);
  if (!opened.ok && opened.error.code === 'E7004' && options.onDamage === 'restore') {
    const restored = restoreBackup(options.file, options.clock.now());
    if (!restored.ok) return restored;
    recovery = restored.value;
    opened = ok(recovery.db);
  }
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const ledger = new FileLedger(options, db, master.value);
    const checked = checkKey(ledger, db, master.value);
    if (!checked.ok) return closing(db, checked);
    if (recovery !== null) ledger.recovered(recovery);
    const tail = ledger.journal.verify(checkedAtStart);
    if (!tail.ok) return closing(db, tail);
    await ledger.start();
    return ok(ledger);
  } catch (cause) {
    return closing(db, fail(failureOf(cause)));
  }
}

function closing<T>(db: LedgerDatabase, result: T): T {
  db.close();
  return result;
}

function loadMaster({ keyStore, file }: LedgerOptions): Result<MasterKeys> {
  const kept = keyStore.load();
  if (!kept.ok) return kept;
  if (kept.value === null && ledgerExists(file)) return fail(ledgerFailure('E7005'));
  const key = kept.value === null ? keyStore.create() : ok(kept.value);
  return key.ok ? ok(masterKeys(key.value)) : key;
}

/** A new file is marked with its key and its empty head at once; an old one must carry this key's mark (E7006). */
function checkKey(ledger: FileLedger, db: LedgerDatabase, master: MasterKeys): Result<void> {
  const mark = master.mac('check', 'this ledger');
  const kept = db.get("SELECT value FROM meta WHERE name = 'key-check'");
  if (kept !== undefined) return kept.value === mark ? ok(undefined) : fail(ledgerFailure('E7006'));
  db.transaction(() => {
    db.run("INSERT INTO meta (name, value) VALUES ('key-check', ?)", mark);
    ledger.journal.begin();
  });
  return ok(undefined);
}
