import { z } from 'zod';
import { fingerNameSchema } from '../contract/vein.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { Backups } from './backups.ts';
import type { LedgerDatabase, Row } from './database.ts';
import type { Journal } from './journal.ts';
import type { MasterKeys } from './sealing.ts';

interface TemplatesOptions {
  readonly db: LedgerDatabase;
  readonly journal: Journal;
  readonly master: MasterKeys;
  readonly backups: Backups;
  readonly now: () => number;
}

/**
 * Why a record is gone. `unaccounted`: it lay in the table, but the journal does not know it as kept (an old copy of the file
 * or of the row). `missing`: the journal knows it as kept, and it is not there any more.
 */
type Why = 'renewed' | 'asked' | 'expired' | 'unaccounted' | 'missing';

/** As the journal names a record: whose it is stands nowhere in it. */
const journalRecord = z.object({
  recordId: z.string(),
  kind: z.string(),
  finger: z.string().nullable(),
  device: z.string(),
});
type JournalRecord = z.infer<typeof journalRecord>;
const journalRecords = z.object({ records: z.array(journalRecord) });

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** What a newer program or a damaged page left in a row is no template. */
const templateRow = z.object({
  record_id: z.string(),
  subject: z.string(),
  kind: z.enum(['fingerVein', 'face']),
  finger: fingerNameSchema.nullable(),
  device: z.string(),
  version: z.number().int(),
  wrapped_key: bytes,
  box: bytes,
  made_at: z.string(),
});

const columns = Object.keys(templateRow.shape);

/**
 * What people enrolled here, as sealed records. A record counts as long as the journal says so: each is kept, renewed and
 * deleted in one transaction with its entry, and what does not agree with the journal at a start is removed. What was
 * deleted is gone from the file and its log when the call returns, and from the backup right after.
 */
export class Templates {
  readonly #o: TemplatesOptions;

  constructor(options: TemplatesOptions) {
    this.#o = options;
  }

  /** A key of its own for this purpose: the same person has other hashes in the outbox and in tickets. */
  subjectOf(idNumber: string): string {
    return this.#o.master.mac('person', idNumber);
  }

  /** A row that no program wrote is none: the person is verified in another way. */
  of(subject: string): SealedTemplate[] {
    const sql = 'SELECT * FROM template WHERE subject = ? ORDER BY kind, finger';
    return this.#o.db.all(sql, subject).flatMap((raw) => {
      const row = templateRow.safeParse(raw);
      return row.success ? [sealedTemplate(row.data)] : [];
    });
  }

  /** Throws RangeError when these are not one person's, one for each place. */
  keep(visitId: string, subject: string, templates: readonly SealedTemplate[]): void {
    const places = new Set(templates.map(({ kind, finger }) => `${kind}|${finger}`));
    if (templates.length === 0 || places.size < templates.length) {
      throw new RangeError('one template for each finger and for the face, and at least one');
    }
    if (templates.some((template) => template.subject !== subject)) {
      throw new RangeError('a template of another person');
    }
    const staying = new Set(templates.map(({ recordId }) => recordId));
    const before = this.#recordsOf(subject);
    const { db, journal, backups, now } = this.#o;
    db.transaction(() => {
      db.run('DELETE FROM template WHERE subject = ?', subject);
      if (before.length > 0) backups.owe();
      const gone = before.filter(({ recordId }) => !staying.has(recordId));
      if (gone.length > 0) this.#tellGone(visitId, 'renewed', gone);
      for (const template of templates) this.#insert(rowOf(template));
      const records = templates.map(inJournal);
      journal.append(visitId, 'templatesKept', { records }, undefined, now());
    });
    if (before.length > 0) backups.scrub();
  }

  delete(visitId: string, subject: string): number {
    const gone = this.#recordsOf(subject);
    this.#remove(visitId, 'asked', gone);
    if (gone.length > 0) this.#o.backups.scrub();
    return gone.length;
  }

  /** Deletes what was made longer ago; log and backup are to be renewed after it. */
  expire(days: number): void {
    const sql = 'SELECT record_id, kind, finger, device FROM template WHERE unixepoch(made_at) < ?';
    const old = this.#o.db.all(sql, Math.floor(this.#o.now() / 1_000) - days * 86_400);
    this.#remove('-', 'expired', old.map(namedIn));
  }

  /** At a start, before log and backup are renewed: makes table and journal agree, and tells where they did not. */
  settle(): void {
    this.#removeUnaccounted();
    const { db } = this.#o;
    const ids = this.#ids();
    const missing = [...this.#accounted().values()].filter(({ recordId }) => !ids.has(recordId));
    if (missing.length > 0) db.transaction(() => this.#tellGone('-', 'missing', missing));
  }

  /**
   * For what a damaged file still holds, when all of the journal that can be read is here: takes a row that the journal
   * knows as kept; true when it was missing here.
   */
  taker(): (raw: Row) => boolean {
    // First, for the backup may hold a record in whose place a newer one came.
    this.#removeUnaccounted();
    const ids = this.#ids();
    const accounted = this.#accounted();
    return (raw) => {
      const row = templateRow.safeParse(raw);
      if (!row.success || !accounted.has(row.data.record_id) || ids.has(row.data.record_id)) return false;
      this.#insert(row.data);
      return true;
    };
  }

  /** A copy of the file from before a deletion, or a row put back into it, brings nothing back. */
  #removeUnaccounted(): void {
    const accounted = this.#accounted();
    const unaccounted = [...this.#ids()].filter((recordId) => !accounted.has(recordId));
    const sql = `SELECT record_id, kind, finger, device FROM template
       WHERE record_id IN (SELECT value FROM json_each(?))`;
    this.#remove('-', 'unaccounted', this.#o.db.all(sql, JSON.stringify(unaccounted)).map(namedIn));
  }

  #recordsOf(subject: string): JournalRecord[] {
    const sql = 'SELECT record_id, kind, finger, device FROM template WHERE subject = ?';
    return this.#o.db.all(sql, subject).map(namedIn);
  }

  #ids(): ReadonlySet<string> {
    return new Set(this.#o.db.all('SELECT record_id FROM template').map((row) => row.record_id as string));
  }

  #remove(visitId: string, why: Why, records: readonly JournalRecord[]): void {
    if (records.length === 0) return;
    const { db, backups } = this.#o;
    db.transaction(() => {
      backups.owe();
      for (const { recordId } of records) db.run('DELETE FROM template WHERE record_id = ?', recordId);
      this.#tellGone(visitId, why, records);
    });
  }

  /** Inside a transaction. */
  #tellGone(visitId: string, why: Why, records: readonly JournalRecord[]): void {
    const { journal, now } = this.#o;
    journal.append(visitId, 'templatesDeleted', { why, records: records.map(inJournal) }, undefined, now());
  }

  /** Inside a transaction. */
  #insert(row: z.infer<typeof templateRow>): void {
    this.#o.db.run(
      `INSERT INTO template (${columns}) VALUES (${columns.map(() => '?')})`,
      ...columns.map((column) => row[column as keyof typeof row]),
    );
  }

  /** By id: what the journal knows as kept and not deleted. */
  #accounted(): Map<string, JournalRecord> {
    const accounted = new Map<string, JournalRecord>();
    const sql = `SELECT type, open FROM journal WHERE type IN ('templatesKept', 'templatesDeleted') ORDER BY seq`;
    for (const { type, open } of this.#o.db.each(sql)) {
      const parsed = journalRecords.safeParse(JSON.parse(open as string));
      for (const record of parsed.success ? parsed.data.records : []) {
        if (type === 'templatesKept') accounted.set(record.recordId, record);
        else accounted.delete(record.recordId);
      }
    }
    return accounted;
  }
}

const inJournal = ({ recordId, kind, finger, device }: JournalRecord): JournalRecord => ({
  recordId,
  kind,
  finger,
  device,
});

/** The few columns by which the journal names a record. */
const namedIn = (row: Row): JournalRecord => ({
  recordId: row.record_id as string,
  kind: row.kind as string,
  finger: row.finger as string | null,
  device: row.device as string,
});

const rowOf = (t: SealedTemplate): z.infer<typeof templateRow> => ({
  record_id: t.recordId,
  subject: t.subject,
  kind: t.kind,
  finger: t.finger,
  device: t.device,
  version: t.version,
  wrapped_key: t.wrappedKey,
  box: t.box,
  made_at: t.madeAt,
});

function sealedTemplate(row: z.infer<typeof templateRow>): SealedTemplate {
  const { record_id: recordId, wrapped_key: wrappedKey, made_at: madeAt, ...rest } = row;
  return { recordId, wrappedKey, madeAt, ...rest };
}
