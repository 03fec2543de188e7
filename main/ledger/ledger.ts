import { fail, ok, type Result } from '../contract/failure.ts';
import type { Log } from '../log/log.ts';
import type { Authority, CertificationSubmission } from '../ports/authority.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delivery, JournalFact, Ledger } from '../ports/ledger.ts';
import { backUp, backupTime, type Recovery, restoreBackup, salvage } from './backup.ts';
import { type LedgerDatabase, ledgerExists, openDatabase } from './database.ts';
import { Deliverer } from './deliverer.ts';
import { failureOf, ledgerFailure } from './errors.ts';
import { Journal, type JournalEntry } from './journal.ts';
import type { KeyStore } from './key-store.ts';
import { Outbox, type OutboxItem } from './outbox.ts';
import { shredOld } from './retention.ts';
import { type MasterKeys, masterKeys } from './sealing.ts';
import { type LedgerLimits, ledgerLimits } from './timeouts.ts';
import { systemTimers, type Timers } from './timers.ts';
import { VisitKeys } from './visit-keys.ts';

export interface LedgerOptions {
  /** SQLite file; its folder is made when missing. A copy is kept beside it as `.backup`. */
  readonly file: string;
  readonly keyStore: KeyStore;
  readonly clock: Clock;
  readonly authority: Pick<Authority, 'submit'>;
  readonly log?: Log;
  /** Personal data becomes unreadable after this many days. Default 180. */
  readonly retentionDays?: number;
  /** A damaged file: `refuse` (default, E7004) or set it aside and go on from the backup and what can be saved. */
  readonly onDamage?: 'refuse' | 'restore';
  readonly limits?: Partial<LedgerLimits>;
  readonly timers?: Timers;
}

export interface OpenLedger extends Ledger {
  /** Recomputes the whole hash chain; E7009 names the first entry that was changed. */
  verifyChain(): Result<{ readonly entries: number }>;
  /** Everything recorded about a visit; sealed parts are null once their key was shredded. */
  entriesOf(visitId: string): readonly JournalEntry[];
  /** Submissions without an answer, for the technician. */
  pending(): readonly OutboxItem[];
  /** Shreds what is older than the retention, and renews the backup. Runs by itself each day. */
  applyRetention(): Promise<number>;
  /** Ends deliveries (their submissions stay in the outbox) and closes the file. */
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
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

class FileLedger implements OpenLedger {
  readonly journal: Journal;
  readonly #options: LedgerOptions;
  readonly #db: LedgerDatabase;
  readonly #keys: VisitKeys;
  readonly #outbox: Outbox;
  readonly #deliverer: Deliverer;
  readonly #timers: Timers;
  /** Visits begun by this process: running, not interrupted. */
  readonly #ours = new Set<string>();
  readonly #waiting = new Map<string, Set<() => void>>();
  #cancelDaily = () => {};
  #backingUp: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: LedgerOptions, db: LedgerDatabase, master: MasterKeys) {
    this.#options = options;
    this.#db = db;
    this.#timers = options.timers ?? systemTimers;
    this.#keys = new VisitKeys(db, master);
    db.onRollback = () => this.#keys.forget();
    this.journal = new Journal(db, master, this.#keys);
    this.#outbox = new Outbox(db, this.journal, master, this.#keys);
    this.#deliverer = new Deliverer({
      outbox: this.#outbox,
      authority: options.authority,
      clock: { now: this.#now },
      timers: this.#timers,
      limits: ledgerLimits(options.limits),
      log: options.log ?? (() => undefined),
      onAnswered: (key) => this.#wake(key),
    });
  }

  async start(): Promise<void> {
    this.#deliverer.start();
    await this.#daily();
  }

  recovered(recovery: Recovery): void {
    const saved = salvage(recovery, this.journal);
    this.#db.transaction(() => this.journal.append('-', 'recovered', saved, undefined, this.#now()));
    this.#options.log?.('failure', { code: 'E7004', action: 'maintenance', where: 'ledger-restored' });
  }

  record(visitId: string, fact: JournalFact): void {
    const { type, ...rest } = fact;
    const { sealed, ...open } = rest as { sealed?: unknown };
    this.#db.transaction(() => this.journal.append(visitId, type, open, sealed, this.#now()));
    if (type === 'visitStarted') this.#ours.add(visitId);
    if (type === 'visitEnded') this.#ours.delete(visitId);
  }

  async submit(submission: CertificationSubmission, waitMs: number, signal: AbortSignal): Promise<Delivery> {
    const item = this.#outbox.add(submission, this.#now());
    const { key } = item;
    if (item.answer === null) {
      const answered = new Promise<void>((resolve) => this.#waitersOf(key).add(resolve));
      this.#deliverer.now(item);
      await this.#patience(answered, waitMs, signal);
    }
    const { answer } = (this.#stopped ? null : this.#outbox.item(key)) ?? item;
    return answer === null
      ? { kind: 'pending', referenceNumber: item.reference }
      : { kind: 'answered', answer };
  }

  closeInterrupted(): readonly { readonly visitId: string; readonly pending: number }[] {
    const visits = this.journal.openVisits().filter((visit) => !this.#ours.has(visit));
    this.#db.transaction(() => {
      for (const visit of visits) {
        this.journal.append(visit, 'visitEnded', { how: 'interrupted' }, undefined, this.#now());
      }
    });
    return visits.map((visitId) => ({ visitId, pending: this.#outbox.pendingCount(visitId) }));
  }

  pendingCount = (): number => this.#outbox.pendingCount();
  pending = (): readonly OutboxItem[] => this.#outbox.pending();
  verifyChain = (): Result<{ readonly entries: number }> => this.journal.verify();
  entriesOf = (visitId: string): readonly JournalEntry[] => this.journal.ofVisit(visitId);

  async applyRetention(): Promise<number> {
    const { file, retentionDays = 180 } = this.#options;
    const shredded = shredOld(this.#db, this.journal, this.#keys, retentionDays, this.#now());
    const last = backupTime(file);
    // The old copy still holds the keys that were just deleted, so it may not stay either.
    if (shredded > 0 || last === null || Date.now() - last >= dayMs) {
      this.#backingUp = this.#backingUp.then(() => backUp(this.#db, file));
      await this.#backingUp;
    }
    return shredded;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelDaily();
    await this.#deliverer.stop();
    await this.#backingUp.catch(() => undefined);
    for (const key of [...this.#waiting.keys()]) this.#wake(key);
    this.#db.close();
  }

  /** A failed backup or retention is told and tried again tomorrow; records go on being kept. */
  async #daily(): Promise<void> {
    try {
      await this.applyRetention();
    } catch (cause) {
      const { code, action } = failureOf(cause);
      this.#options.log?.('failure', { code, action, where: 'ledger-daily' });
    }
    if (!this.#stopped) this.#cancelDaily = this.#timers.after(dayMs, () => void this.#daily());
  }

  /** Waits for the answer, at most `waitMs`, and no longer than the person does. */
  async #patience(answered: Promise<void>, waitMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || waitMs <= 0) return;
    let done = () => {};
    const over = new Promise<void>((resolve) => {
      done = resolve;
    });
    const cancel = this.#timers.after(waitMs, done);
    signal.addEventListener('abort', done, { once: true });
    await Promise.race([answered, over]);
    cancel();
    signal.removeEventListener('abort', done);
  }

  #waitersOf(key: string): Set<() => void> {
    const known = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, known);
    return known;
  }

  #wake(key: string): void {
    const waiters = this.#waiting.get(key);
    this.#waiting.delete(key);
    for (const wake of waiters ?? []) wake();
  }

  /** Whole milliseconds: the tables are strict. */
  #now = (): number => Math.floor(this.#options.clock.now());
}
