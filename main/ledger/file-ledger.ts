import type { Result } from '../contract/failure.ts';
import type { Log } from '../log/log.ts';
import type { CertificationSubmission, SubmissionAnswer } from '../ports/authority.ts';
import type {
  ActivationSubmission,
  HomeVisitAnswer,
  ItemAnswer,
  ResumeTicket,
} from '../ports/card-authority.ts';
import type { Clock } from '../ports/clock.ts';
import type { CardPair, Delivery, ItemDelivery, JournalFact, Ledger } from '../ports/ledger.ts';
import type { PinBlock } from '../ports/pin-pad.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import { type Recovery, salvage } from './backup.ts';
import { Backups } from './backups.ts';
import type { LedgerDatabase } from './database.ts';
import { Deliverer } from './deliverer.ts';
import { courierTo, type FirstDelivery, type Systems } from './deliveries.ts';
import { failureOf } from './errors.ts';
import { Journal, type JournalEntry } from './journal.ts';
import type { KeyStore } from './key-store.ts';
import { Outbox, type OutboxItem } from './outbox.ts';
import { shredOld } from './retention.ts';
import type { MasterKeys } from './sealing.ts';
import type { Answer, Submission } from './submissions.ts';
import { Templates } from './templates.ts';
import { Tickets } from './tickets.ts';
import { type LedgerLimits, ledgerLimits } from './timeouts.ts';
import { systemTimers, type Timers } from './timers.ts';
import { VisitKeys } from './visit-keys.ts';
import { Waiting } from './waiting.ts';

/** `authority`, `cards` and `bank` are where submissions go, each kind to its own. */
export interface LedgerOptions extends Systems {
  /** SQLite file; its folder is made when missing. A copy is kept beside it as `.backup`. */
  readonly file: string;
  readonly keyStore: KeyStore;
  readonly clock: Clock;
  readonly log?: Log;
  /** Personal data becomes unreadable after this many days. Default 180. */
  readonly retentionDays?: number;
  /** What people enrolled is deleted after this many days; then they enrol anew. Default 1,095 (three years). */
  readonly templateDays?: number;
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
  /** Shreds what is older than the retention, and renews the backup. Runs by itself each day. How many visits it shredded. */
  applyRetention(): Promise<number>;
  /** 32 bytes for the vision worker, under which it wraps the keys of templates; the same for the same master key. */
  templateKey(): Uint8Array;
  /** Ends deliveries (their submissions stay in the outbox) and closes the file. */
  stop(): Promise<void>;
}

const dayMs = 86_400_000;

/** The parts of a ledger over one opened file. `openLedger` makes it, and nobody else. */
export class FileLedger implements OpenLedger {
  readonly journal: Journal;
  readonly #options: LedgerOptions;
  readonly #db: LedgerDatabase;
  readonly #keys: VisitKeys;
  readonly #outbox: Outbox;
  readonly #deliverer: Deliverer;
  readonly #tickets: Tickets;
  readonly #templates: Templates;
  readonly #backups: Backups;
  readonly #master: MasterKeys;
  readonly #timers: Timers;
  /** Visits begun by this process: running, not interrupted. */
  readonly #ours = new Set<string>();
  readonly #waiting: Waiting;
  #cancelDaily = () => {};
  #stopped = false;

  constructor(options: LedgerOptions, db: LedgerDatabase, master: MasterKeys) {
    this.#options = options;
    this.#db = db;
    this.#master = master;
    this.#timers = options.timers ?? systemTimers;
    this.#waiting = new Waiting(this.#timers);
    this.#keys = new VisitKeys(db, master);
    db.onRollback = () => this.#keys.forget();
    this.journal = new Journal(db, master, this.#keys);
    this.#backups = new Backups(db, options.file, (cause) => this.#tell(cause, 'ledger-backup'));
    this.#templates = new Templates({
      db,
      journal: this.journal,
      master,
      backups: this.#backups,
      now: this.#now,
    });
    this.#outbox = new Outbox(db, this.journal, master, this.#keys);
    this.#deliverer = new Deliverer({
      outbox: this.#outbox,
      courier: courierTo(options),
      clock: { now: this.#now },
      timers: this.#timers,
      limits: ledgerLimits(options.limits),
      log: options.log ?? (() => undefined),
      onAnswered: (key) => this.#waiting.wake(key),
    });
    this.#tickets = new Tickets({
      db,
      journal: this.journal,
      master,
      keys: this.#keys,
      outbox: this.#outbox,
      timers: this.#timers,
      now: this.#now,
      onFault: (cause) => this.#tell(cause, 'ledger-tickets'),
    });
  }

  async start(): Promise<void> {
    this.#templates.settle();
    this.#tickets.start();
    this.#deliverer.start();
    await this.#daily();
  }

  recovered(recovery: Recovery): void {
    const saved = salvage(recovery, this.journal, this.#templates);
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
    return this.#send<SubmissionAnswer>(submission, null, waitMs, signal);
  }

  async submitItem(
    submission: ActivationSubmission,
    pinBlock: PinBlock | null,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<ItemDelivery> {
    const first = submission.kind === 'bankActivation' ? { pinBlock } : null;
    return this.#send<ItemAnswer | HomeVisitAnswer>(submission, first, waitMs, signal);
  }

  saveTicket = (cards: CardPair, ticket: ResumeTicket): void => this.#tickets.save(cards, ticket);
  ticketFor = (cards: CardPair): ResumeTicket | null => this.#tickets.find(cards);
  closeTicket = (cards: CardPair): void => this.#tickets.close(cards);

  subjectOf = (idNumber: string): string => this.#templates.subjectOf(idNumber);
  templatesOf = (subject: string): readonly SealedTemplate[] => this.#templates.of(subject);
  deleteTemplates = (visitId: string, subject: string): number => this.#templates.delete(visitId, subject);
  keepTemplates(visitId: string, subject: string, templates: readonly SealedTemplate[]): void {
    this.#templates.keep(visitId, subject, templates);
  }
  templateKey = (): Uint8Array => this.#master.template.slice();

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
    const { retentionDays = 180, templateDays = 1_095 } = this.#options;
    this.#tickets.sweep();
    const shredded = shredOld(this.#db, this.journal, this.#keys, this.#backups, retentionDays, this.#now());
    this.#templates.expire(templateDays);
    await this.#backups.renew();
    return shredded;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancelDaily();
    this.#tickets.stop();
    await this.#deliverer.stop();
    await this.#backups.idle();
    this.#waiting.wakeAll();
    this.#db.close();
  }

  /** A failed backup or retention is told and tried again tomorrow; records go on being kept. */
  async #daily(): Promise<void> {
    try {
      await this.applyRetention();
    } catch (cause) {
      this.#tell(cause, 'ledger-daily');
    }
    if (!this.#stopped) this.#cancelDaily = this.#timers.after(dayMs, () => void this.#daily());
  }

  /** `A` are the answers of this kind of submission: the outbox keeps no other for it. */
  async #send<A extends Answer>(
    submission: Submission,
    first: FirstDelivery | null,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<{ kind: 'answered'; answer: A } | { kind: 'pending'; referenceNumber: string }> {
    const { item, isNew } = this.#outbox.add(submission, this.#now());
    if (item.answer === null) {
      const waiting = this.#waiting.for(item.key, waitMs, signal);
      // What was there before has been sent before, or may have been: nothing goes along a second time.
      this.#deliverer.now(item, isNew ? first : null);
      await waiting;
    }
    const { answer } = (this.#stopped ? null : this.#outbox.item(item.key)) ?? item;
    return answer === null
      ? { kind: 'pending', referenceNumber: item.reference }
      : { kind: 'answered', answer: answer as A };
  }

  #tell(cause: unknown, where: string): void {
    const { code, action } = failureOf(cause);
    this.#options.log?.('failure', { code, action, where });
  }

  /** Whole milliseconds: the tables are strict. */
  #now = (): number => Math.floor(this.#options.clock.now());
}
