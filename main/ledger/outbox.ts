import { z } from 'zod';
import type { CertificationSubmission, SubmissionAnswer } from '../ports/authority.ts';
import { canonicalJson } from './canonical.ts';
import type { LedgerDatabase, Row } from './database.ts';
import { LedgerBroken, ledgerFailure } from './errors.ts';
import type { Journal } from './journal.ts';
import type { MasterKeys } from './sealing.ts';
import type { VisitKeys } from './visit-keys.ts';

const date = z.iso.date();
/** What may be kept as an answer and told to a person. */
const answerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('accepted'),
    receiptNumber: z.string().min(1).max(100),
    certifiedUntil: date,
    nextDue: date,
  }),
  z.object({
    kind: z.literal('refused'),
    reason: z.enum(['deceased', 'alreadyCertified', 'notFound', 'rules']),
    referenceNumber: z.string().min(1).max(100),
  }),
]);

/** One submission in the outbox, without its content. */
export interface OutboxItem {
  readonly id: number;
  readonly key: string;
  readonly visitId: string;
  /** What the person is told while the answer is not known; staff find the submission by it. */
  readonly reference: string;
  readonly attempts: number;
  /** Ms since the epoch. */
  readonly nextAt: number;
  /** Why the last delivery was not answered. */
  readonly lastCode: string | null;
  readonly answer: SubmissionAnswer | null;
}

/** Submissions on their way to the authority. The content is sealed, and gone from here once it is answered. */
export class Outbox {
  readonly #db: LedgerDatabase;
  readonly #journal: Journal;
  readonly #master: MasterKeys;
  readonly #keys: VisitKeys;

  constructor(db: LedgerDatabase, journal: Journal, master: MasterKeys, keys: VisitKeys) {
    this.#db = db;
    this.#journal = journal;
    this.#master = master;
    this.#keys = keys;
  }

  /**
   * Puts a submission in, with its journal entry in the same transaction. A key that is already there gives what is
   * there; with different content it is a fault of the caller (E7011).
   */
  add(s: CertificationSubmission, now: number): OutboxItem {
    // A keyed hash: a plain one of so little unknown would give the ID number away to whoever tries them all.
    const content = this.#master.mac('content', canonicalJson(s));
    const known = this.#db.get('SELECT * FROM outbox WHERE key = ?', s.idempotencyKey);
    if (known !== undefined) {
      if (known.content !== content) throw new LedgerBroken(ledgerFailure('E7011'));
      return outboxItem(known);
    }
    this.#db.transaction(() => {
      const last = this.#db.get('SELECT coalesce(max(id), 0) AS id FROM outbox');
      const id = (last?.id as number) + 1;
      const reference = referenceNumber(now, id);
      const payload = this.#keys.seal(s.visitId, `outbox|${s.idempotencyKey}`, s, now);
      this.#db.run(
        'INSERT INTO outbox (id, key, visit, reference, content, payload, next_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        id,
        s.idempotencyKey,
        s.visitId,
        reference,
        content,
        payload,
        now,
      );
      const { idNumber, name, visitId, ...open } = s;
      this.#journal.append(visitId, 'submission', { ...open, reference }, { idNumber, name }, now);
    });
    return this.item(s.idempotencyKey) as OutboxItem;
  }

  item(key: string): OutboxItem | null {
    const row = this.#db.get('SELECT * FROM outbox WHERE key = ?', key);
    return row === undefined ? null : outboxItem(row);
  }

  pending(): OutboxItem[] {
    return this.#db.all('SELECT * FROM outbox WHERE answer IS NULL ORDER BY next_at, id').map(outboxItem);
  }

  /** The one whose turn comes first. */
  next(): OutboxItem | null {
    const row = this.#db.get('SELECT * FROM outbox WHERE answer IS NULL ORDER BY next_at, id LIMIT 1');
    return row === undefined ? null : outboxItem(row);
  }

  pendingCount(visit?: string): number {
    const row =
      visit === undefined
        ? this.#db.get('SELECT count(*) AS n FROM outbox WHERE answer IS NULL')
        : this.#db.get('SELECT count(*) AS n FROM outbox WHERE answer IS NULL AND visit = ?', visit);
    return row?.n as number;
  }

  /** What to deliver. Throws E7004 when it does not open: it was sealed here. */
  content(item: OutboxItem): CertificationSubmission {
    const row = this.#db.get('SELECT payload FROM outbox WHERE id = ? AND answer IS NULL', item.id);
    const plain =
      row === undefined
        ? null
        : this.#keys.unseal(item.visitId, `outbox|${item.key}`, row.payload as Uint8Array);
    if (plain === null) throw new LedgerBroken(ledgerFailure('E7004', `submission ${item.reference}`));
    return plain as CertificationSubmission;
  }

  /** Keeps the answer with its journal entry; false when it cannot be an answer. A second answer changes nothing. */
  answered(item: OutboxItem, raw: unknown, now: number): boolean {
    const parsed = answerSchema.safeParse(raw);
    if (!parsed.success) return false;
    this.#db.transaction(() => {
      const changed = this.#db.run(
        'UPDATE outbox SET answer = ?, payload = NULL, attempts = attempts + 1 WHERE id = ? AND answer IS NULL',
        JSON.stringify(parsed.data),
        item.id,
      );
      if (changed === 1) {
        const open = { idempotencyKey: item.key, answer: parsed.data };
        this.#journal.append(item.visitId, 'answer', open, undefined, now);
      }
    });
    return true;
  }

  notAnswered(item: OutboxItem, code: string, nextAt: number): void {
    this.#db.run(
      'UPDATE outbox SET attempts = attempts + 1, last_code = ?, next_at = ? WHERE id = ? AND answer IS NULL',
      code,
      nextAt,
      item.id,
    );
  }

  /** The terminal has just started: everything that waits may go now. */
  hurryAll(now: number): void {
    this.#db.run('UPDATE outbox SET next_at = ? WHERE answer IS NULL AND next_at > ?', now, now);
  }

  /** The way to the authority is open again: what it kept back may go now. */
  hurry(now: number): void {
    this.#db.run(
      `UPDATE outbox SET next_at = ?
       WHERE answer IS NULL AND next_at > ? AND last_code IN ('E6001', 'E6002')`,
      now,
      now,
    );
  }
}

const outboxItem = (row: Row): OutboxItem => ({
  id: row.id as number,
  key: row.key as string,
  visitId: row.visit as string,
  reference: row.reference as string,
  attempts: row.attempts as number,
  nextAt: row.next_at as number,
  lastCode: row.last_code as string | null,
  answer: row.answer === null ? null : answerSchema.parse(JSON.parse(row.answer as string)),
});

const shanghaiOffsetMs = 8 * 3_600_000;

/** `DB20261122-000017`: the day in Shanghai and the running number in this terminal (DB: 待补送). */
const referenceNumber = (now: number, id: number): string =>
  `DB${new Date(now + shanghaiOffsetMs).toISOString().slice(0, 10).replaceAll('-', '')}-${String(id).padStart(6, '0')}`;
