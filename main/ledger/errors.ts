import type { Failure } from '../contract/failure.ts';

interface LedgerErrorRow {
  readonly name: string;
  readonly action: Failure['action'];
  /** For the technician, in English. */
  readonly cause: string;
}

/** E7xxx: the terminal's own records. */
export const ledgerErrors = {
  E7001: {
    name: 'cannotOpen',
    action: 'configuration',
    cause: 'the ledger file cannot be opened or written',
  },
  E7002: { name: 'diskFull', action: 'maintenance', cause: 'there is no room to write the ledger' },
  E7003: { name: 'locked', action: 'configuration', cause: 'another program holds the ledger' },
  E7004: { name: 'corrupt', action: 'maintenance', cause: 'the ledger file is damaged' },
  E7005: { name: 'keyMissing', action: 'maintenance', cause: 'the key of an existing ledger is missing' },
  E7006: { name: 'keyWrong', action: 'maintenance', cause: 'the key does not belong to this ledger' },
  E7007: {
    name: 'keyStore',
    action: 'configuration',
    cause: 'the key cannot be read safely or cannot be kept',
  },
  E7008: { name: 'newerSchema', action: 'configuration', cause: 'a newer program wrote this ledger' },
  E7009: { name: 'chainBroken', action: 'maintenance', cause: 'records of the ledger were changed' },
  E7010: { name: 'diskError', action: 'maintenance', cause: 'the disk does not read or write the ledger' },
  E7011: {
    name: 'keyReuse',
    action: 'maintenance',
    cause: 'an idempotency key was used again with different content',
  },
  E7012: { name: 'stopped', action: 'reset', cause: 'the ledger was stopped' },
  E7013: {
    name: 'deliveryBroken',
    action: 'maintenance',
    cause: 'an adapter of the other side threw or gave an answer that cannot be',
  },
  E7014: {
    name: 'noAnswer',
    action: 'clear',
    cause: 'the card service or the bank did not answer in time; what became of the submission is not known',
  },
} as const satisfies Record<string, LedgerErrorRow>;

export type LedgerErrorCode = keyof typeof ledgerErrors;

/** A failure from the table; `detail` holds numbers and state only, never personal data. */
export function ledgerFailure(code: LedgerErrorCode, detail?: string): Failure {
  const { action, cause } = ledgerErrors[code];
  return { code, action, message: detail ? `${cause}: ${detail}` : cause };
}

/** What `record` and `submit` throw when the database itself is broken; `failure` says how, without data. */
export class LedgerBroken extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'LedgerBroken';
    this.failure = failure;
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) in our numbers. */
const bySqlite: Readonly<Record<number, LedgerErrorCode>> = {
  3: 'E7001',
  5: 'E7003',
  6: 'E7003',
  8: 'E7001',
  10: 'E7010',
  11: 'E7004',
  13: 'E7002',
  14: 'E7001',
  26: 'E7004',
};

/** What went wrong, by SQLite's number or the operating system's; messages are dropped, for they could quote data. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof LedgerBroken) return cause.failure;
  const { errcode, code } = (cause ?? {}) as { errcode?: number; code?: string };
  if (typeof errcode === 'number')
    return ledgerFailure(bySqlite[errcode & 0xff] ?? 'E7010', `SQLite ${errcode}`);
  if (code === 'ENOSPC' || code === 'EDQUOT') return ledgerFailure('E7002', code);
  return ledgerFailure('E7001', code ?? (cause instanceof Error ? cause.name : 'unknown'));
}
