import type { LedgerDatabase, Row } from './database.ts';
import { LedgerBroken, ledgerFailure } from './errors.ts';
import type { Journal } from './journal.ts';
import type { MasterKeys } from './sealing.ts';
import {
  type Answer,
  answerSchemas,
  contentOf,
  inTodaysWords,
  journalParts,
  kindIn,
  kindOf,
  type Submission,
  type SubmissionKind,
  subjectOf,
} from './submissions.ts';
import type { VisitKeys } from './visit-keys.ts';

/** One submission in the outbox, without its content. */
export interface OutboxItem {
  readonly id: number;
  readonly kind: SubmissionKind;
  readonly key: string;
  readonly visitId: string;
  /** What the person is told while the answer is not known; staff find the submission by it. */
  readonly reference: string;
  readonly attempts: number;
  /** Ms since the epoch. */
  readonly nextAt: number;
  /** Why the last delivery was not answered. */
  readonly lastCode: string | null;
  readonly answer: Answer | null;
}

/** Submissions on their way. The content is sealed, and gone from here once it is answered. */
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
   * there; with different content it is a fault of the caller (E7011). Where another key is under way about the same, that
   * one is given: what is not known yet is not begun a second time.
   */
  add(s: Submission, now: number): { readonly item: OutboxItem; readonly isNew: boolean } {
    // A keyed hash: a plain one of so little unknown would give the ID number away to whoever tries them all.
    const content = this.#master.mac('content', contentOf(s));
    const known = this.#db.get('SELECT * FROM outbox WHERE key = ?', s.idempotencyKey);
    if (known !== undefined) {
      if (known.content !== content) throw new LedgerBroken(ledgerFailure('E7011'));
      return { item: outboxItem(known), isNew: false };
    }
    const about = subjectOf(s);
    const subject = about === null ? null : this.#master.mac('subject', about);
    const underWay = this.#db.get('SELECT * FROM outbox WHERE subject = ?', subject);
    if (underWay !== undefined) return { item: outboxItem(underWay), isNew: false };
    this.#db.transaction(() => {
      const last = this.#db.get('SELECT coalesce(max(id), 0) AS id FROM outbox');
      const id = (last?.id as number) + 1;
      const reference = referenceNumber(now, id);
      const payload = this.#keys.seal(s.visitId, `outbox|${s.idempotencyKey}`, s, now);
      this.#db.run(
        `INSERT INTO outbox (id, kind, key, visit, reference, content, subject, payload, next_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        kindOf(s),
        s.idempotencyKey,
        s.visitId,
        reference,
        content,
        subject,
        payload,
        now,
      );
      const { open, sealed } = journalParts(s);
      this.#journal.append(s.visitId, 'submission', { ...open, reference }, sealed, now);
    });
    return { item: this.item(s.idempotencyKey) as OutboxItem, isNew: true };
  }

  item(key: string): OutboxItem | null {
    const row = this.#db.get('SELECT * FROM outbox WHERE key = ?', key);
    return row === undefined ? null : outboxItem(row);
  }

  /** The last one of this kind that a visit sent, or null. */
  lastOf(visit: string, kind: SubmissionKind): OutboxItem | null {
    const sql = 'SELECT * FROM outbox WHERE visit = ? AND kind = ? ORDER BY id DESC LIMIT 1';
    const row = this.#db.get(sql, visit, kind);
    return row === undefined ? null : outboxItem(row);
  }

  byReference(reference: string): OutboxItem | null {
    const row = this.#db.get('SELECT * FROM outbox WHERE reference = ?', reference);
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
  content(item: OutboxItem): Submission {
    const row = this.#db.get('SELECT payload FROM outbox WHERE id = ? AND answer IS NULL', item.id);
    const plain =
      row === undefined
        ? null
        : this.#keys.unseal(item.visitId, `outbox|${item.key}`, row.payload as Uint8Array);
    if (plain === null || kindOf(plain as Submission) !== item.kind) {
      throw new LedgerBroken(ledgerFailure('E7004', `submission ${item.reference}`));
    }
    return inTodaysWords(plain as Submission);
  }

  /**
   * Keeps the answer with its journal entry; false when it cannot be an answer to this kind. A second answer changes
   * nothing.
   */
  answered(item: OutboxItem, raw: unknown, now: number): boolean {
    const parsed = answerSchemas[item.kind].safeParse(raw);
    if (!parsed.success) return false;
    this.#db.transaction(() => {
      const changed = this.#db.run(
        `UPDATE outbox SET answer = ?, payload = NULL, subject = NULL, attempts = attempts + 1
         WHERE id = ? AND answer IS NULL`,
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

  /** The way of these kinds is open again: what an outage kept back may go now. */
  hurry(kinds: readonly SubmissionKind[], awayCodes: readonly string[], now: number): void {
    this.#db.run(
      `UPDATE outbox SET next_at = ?
       WHERE answer IS NULL AND next_at > ? AND kind IN (SELECT value FROM json_each(?))
         AND last_code IN (SELECT value FROM json_each(?))`,
      now,
      now,
      JSON.stringify(kinds),
      JSON.stringify(awayCodes),
    );
  }
}

function outboxItem(row: Row): OutboxItem {
  const kind = kindIn(row.kind);
  if (kind === null) throw new LedgerBroken(ledgerFailure('E7004', 'a submission of no known kind'));
  return {
    id: row.id as number,
    kind,
    key: row.key as string,
    visitId: row.visit as string,
    reference: row.reference as string,
    attempts: row.attempts as number,
    nextAt: row.next_at as number,
    lastCode: row.last_code as string | null,
    answer: row.answer === null ? null : answerSchemas[kind].parse(JSON.parse(row.answer as string)),
  };
}

const shanghaiOffsetMs = 8 * 3_600_000;

/** `DB20261122-000017`: the day in Shanghai and the running number in this terminal (DB: 待补送). */
const referenceNumber = (now: number, id: number): string =>
  `DB${new Date(now + shanghaiOffsetMs).toISOString().slice(0, 10).replaceAll('-', '')}-${String(id).padStart(6, '0')}`;
