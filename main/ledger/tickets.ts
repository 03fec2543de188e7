import { z } from 'zod';
import { activationItemsSchema, type ItemState, signatureSchema } from '../contract/activation.ts';
import type { ResumeTicket } from '../ports/card-authority.ts';
import type { CardPair } from '../ports/ledger.ts';
import type { LedgerDatabase, Row } from './database.ts';
import { itemNow } from './item-now.ts';
import type { Journal } from './journal.ts';
import type { Outbox } from './outbox.ts';
import type { MasterKeys } from './sealing.ts';
import type { Timers } from './timers.ts';
import type { VisitKeys } from './visit-keys.ts';

/** How long a broken visit may be resumed. */
export const ticketLifeMs = 24 * 3_600_000;

/** Opened by a later program too: what does not fit any more is no ticket. */
const ticketSchema = z.object({
  visitId: z.string(),
  items: activationItemsSchema,
  contact: z.object({ phone: z.string().optional(), guardianPhone: z.string().optional() }),
  consent: z.enum(['signature', 'key']).nullable(),
  signature: signatureSchema.nullable(),
});

interface TicketsOptions {
  readonly db: LedgerDatabase;
  readonly journal: Journal;
  readonly master: MasterKeys;
  readonly keys: VisitKeys;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly now: () => number;
  /** Told what a timer met; nobody waits for it. */
  readonly onFault: (cause: unknown) => void;
}

interface StoredTicket {
  readonly pair: string;
  readonly visit: string;
  /** Null: its 24 hours are over. */
  readonly madeAt: number | null;
  /** Number of the journal entry that was written with it. */
  readonly entry: number;
  readonly box: Uint8Array;
}

interface JournalPlace {
  readonly seq: number;
  readonly at: number;
}

/**
 * What broken visits left behind: sealed with the visit's key, found by a keyed hash of the two numbers. After 24 hours
 * nothing personal is left; an item of which nothing is known yet stays known as such until the outbox has its answer.
 */
export class Tickets {
  readonly #o: TicketsOptions;
  /** One per ticket: no clock that is set back makes this process keep one for longer. */
  readonly #cancels = new Map<string, () => void>();

  constructor(options: TicketsOptions) {
    this.#o = options;
  }

  /** Ends what grew too old while the program did not run, and watches the others. */
  start(): void {
    this.sweep();
    const rows = this.#all().filter(({ madeAt }) => madeAt !== null);
    const ages = this.#ages(rows);
    for (const { pair, entry } of rows) this.#watch(pair, ticketLifeMs - (ages.get(entry) as number));
  }

  stop(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }

  save(cards: CardPair, ticket: ResumeTicket): void {
    const { db, journal } = this.#o;
    const pair = this.#pairOf(cards);
    db.transaction(() => {
      const items = ticket.items.map(({ item, outcome }) => ({ item, state: outcome.state }));
      journal.append(ticket.visitId, 'ticketSaved', { items }, undefined, this.#o.now());
      this.#put(pair, this.#o.now(), journal.head().seq, ticket);
    });
    this.#watch(pair, ticketLifeMs);
  }

  find(cards: CardPair): ResumeTicket | null {
    const row = this.#row(this.#pairOf(cards));
    if (row === null) return null;
    const ticket = this.#opened(row);
    return ticket === null || this.#tooOld(row, this.#ages([row])) ? this.#end(row, ticket) : ticket;
  }

  close(cards: CardPair): void {
    const row = this.#row(this.#pairOf(cards));
    if (row !== null) this.#remove(row, 'closed');
  }

  /** Ends every ticket that is too old or that nobody can open any more. */
  sweep(): void {
    const rows = this.#all();
    const ages = this.#ages(rows);
    for (const row of rows) {
      const ticket = this.#opened(row);
      if (ticket === null || this.#tooOld(row, ages)) this.#end(row, ticket);
    }
  }

  /** What is left when the 24 hours are over: only that something is not known, or nothing. */
  #end(row: StoredTicket, ticket: ResumeTicket | null): ResumeTicket | null {
    const { db } = this.#o;
    if (
      ticket === null ||
      !ticket.items.some(({ item, outcome }) => item !== 'cardPin' && isUnknown(outcome))
    ) {
      this.#remove(row, ticket === null ? 'unreadable' : 'tooOld');
      return null;
    }
    const left: ResumeTicket = { ...ticket, contact: {}, consent: null, signature: null };
    if (row.madeAt !== null) {
      db.transaction(() => this.#put(row.pair, null, row.entry, left));
      this.#unwatch(row.pair);
      db.checkpoint();
    }
    return left;
  }

  #remove(row: StoredTicket, why: 'closed' | 'tooOld' | 'unreadable'): void {
    const { db, journal, now } = this.#o;
    db.transaction(() => {
      db.run('DELETE FROM ticket WHERE pair = ?', row.pair);
      journal.append(row.visit, 'ticketEnded', { why }, undefined, now());
    });
    this.#unwatch(row.pair);
    // Earlier boxes lie in the log until it is emptied.
    db.checkpoint();
  }

  #tooOld({ madeAt, entry }: StoredTicket, ages: ReadonlyMap<number, number>): boolean {
    return madeAt === null || madeAt > this.#o.now() || (ages.get(entry) ?? ticketLifeMs) >= ticketLifeMs;
  }

  /**
   * By journal entry: ms since a ticket was saved with it, counted back along the journal. Each step forward counts, a step
   * back does not take anything off, so a clock that is set back does not make a ticket younger.
   */
  #ages(rows: readonly StoredTicket[]): ReadonlyMap<number, number> {
    const entries = new Set(rows.map(({ entry }) => entry));
    const ages = new Map<number, number>();
    if (entries.size === 0) return ages;
    const sql = 'SELECT seq, at FROM journal WHERE seq >= ? ORDER BY seq DESC';
    let age = 0;
    let later = this.#o.now();
    for (const { seq, at } of this.#o.db.each(sql, Math.min(...entries)) as Iterable<JournalPlace>) {
      age += Math.max(0, later - at);
      later = at;
      if (entries.has(seq)) ages.set(seq, age);
    }
    return ages;
  }

  #watch(pair: string, ms: number): void {
    this.#unwatch(pair);
    const expire = () => {
      try {
        const row = this.#row(pair);
        if (row !== null) this.#end(row, this.#opened(row));
      } catch (cause) {
        this.#o.onFault(cause);
      }
    };
    this.#cancels.set(pair, this.#o.timers.after(ms, expire));
  }

  #unwatch(pair: string): void {
    this.#cancels.get(pair)?.();
    this.#cancels.delete(pair);
  }

  /** Inside a transaction. Time and place of a ticket are bound into its box: who changes them makes it unreadable. */
  #put(pair: string, madeAt: number | null, entry: number, ticket: ResumeTicket): void {
    const { db, keys, now } = this.#o;
    const box = keys.seal(ticket.visitId, placeOf({ pair, madeAt, entry }), ticket, now());
    db.run(
      `INSERT INTO ticket (pair, visit, made_at, entry, box) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (pair) DO UPDATE SET
         visit = excluded.visit, made_at = excluded.made_at, entry = excluded.entry, box = excluded.box`,
      pair,
      ticket.visitId,
      madeAt,
      entry,
      box,
    );
  }

  /** The ticket with what the outbox has learned since; null when the visit's key is gone or the box was changed. */
  #opened(row: StoredTicket): ResumeTicket | null {
    const parsed = ticketSchema.safeParse(this.#o.keys.unseal(row.visit, placeOf(row), row.box));
    if (!parsed.success) return null;
    const { contact, items, ...rest } = parsed.data;
    return {
      ...rest,
      contact: contact as ResumeTicket['contact'],
      items: items.map(({ item, outcome }) => ({
        item,
        outcome: itemNow(this.#o.outbox, row.visit, item, outcome),
      })),
    };
  }

  #row(pair: string): StoredTicket | null {
    const row = this.#o.db.get('SELECT * FROM ticket WHERE pair = ?', pair);
    return row === undefined ? null : storedTicket(row);
  }

  #all(): StoredTicket[] {
    return this.#o.db.all('SELECT * FROM ticket').map(storedTicket);
  }

  #pairOf({ idNumber, cardNumber }: CardPair): string {
    return this.#o.master.mac('pair', `${idNumber}|${cardNumber}`);
  }
}

const isUnknown = (outcome: ItemState): boolean => outcome.state === 'unknown';

const placeOf = ({ pair, madeAt, entry }: Pick<StoredTicket, 'pair' | 'madeAt' | 'entry'>): string =>
  `ticket|${pair}|${madeAt ?? 'over'}|${entry}`;

const storedTicket = (row: Row): StoredTicket => ({
  pair: row.pair as string,
  visit: row.visit as string,
  madeAt: row.made_at as number | null,
  entry: row.entry as number,
  box: row.box as Uint8Array,
});
