import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { fail, ok, type Result } from '../contract/failure.ts';
import { failureOf, LedgerBroken, ledgerFailure } from './errors.ts';
import { syncFolder } from './key-store.ts';
import { migrations } from './migrations.ts';

export type Row = Record<string, unknown>;

/**
 * The ledger's SQLite file, held alone (a second program gets E7003), every commit on the disk when it returns. SQLite's
 * errors come out as `LedgerBroken` with a code of ours.
 */
export class LedgerDatabase {
  readonly raw: DatabaseSync;
  /** Called after something was undone: whoever remembers what was to be written forgets it. */
  onRollback: () => void = () => {};
  readonly #statements = new Map<string, StatementSync>();

  constructor(raw: DatabaseSync) {
    this.raw = raw;
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#statement(sql).run(...values).changes));
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#guard(() => this.#statement(sql).get(...values) as Row | undefined);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#statement(sql).all(...values) as Row[]);
  }

  /** Rows one after another, for tables that may be long. */
  each(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#guard(() => this.#statement(sql).iterate(...values) as Iterable<Row>);
  }

  /** Runs `work` whole or not at all; on the disk when it returns. */
  transaction<T>(work: () => T): T {
    this.#guard(() => this.raw.exec('BEGIN IMMEDIATE'));
    try {
      const result = work();
      this.#guard(() => this.raw.exec('COMMIT'));
      return result;
    } catch (cause) {
      this.onRollback();
      this.#guard(() => this.raw.isTransaction && this.raw.exec('ROLLBACK'));
      throw cause;
    }
  }

  /** Moves everything into the main file and leaves an empty log behind, so that what was deleted is gone from both. */
  checkpoint(): void {
    this.#guard(() => this.raw.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get());
  }

  close(): void {
    this.#statements.clear();
    this.raw.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.raw.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(work: () => T): T {
    if (!this.raw.isOpen) throw new LedgerBroken(ledgerFailure('E7012'));
    try {
      return work();
    } catch (cause) {
      throw cause instanceof LedgerBroken ? cause : new LedgerBroken(failureOf(cause));
    }
  }
}

/** True when a ledger was written here before. */
export const ledgerExists = (file: string): boolean => existsSync(file) && statSync(file).size > 0;

/** Opens or makes the file. Failures: E7001, E7002, E7003, E7004, E7008, E7010. */
export function openDatabase(file: string): Result<LedgerDatabase> {
  let raw: DatabaseSync | undefined;
  try {
    const fresh = !existsSync(file);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Made first, because SQLite would give others the right to read; its log gets the same rights.
    closeSync(openSync(file, 'a', 0o600));
    if (fresh) syncFolder(dirname(file));
    raw = new DatabaseSync(file, { timeout: 1_000 });
    raw.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');
    raw.exec('PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    raw.exec('BEGIN IMMEDIATE; COMMIT');
    const check = raw.prepare('PRAGMA quick_check(1)').get() as Row;
    if (check.quick_check !== 'ok') throw new LedgerBroken(ledgerFailure('E7004', 'quick_check'));
    const { user_version: version } = raw.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > migrations.length) throw new LedgerBroken(ledgerFailure('E7008', `schema ${version}`));
    for (const [i, step] of migrations.entries()) {
      if (i >= version) raw.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${i + 1}; COMMIT`);
    }
    return ok(new LedgerDatabase(raw));
  } catch (cause) {
    raw?.close();
    return fail(failureOf(cause));
  }
}
