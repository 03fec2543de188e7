import type { Log } from '../log/log.ts';
import type { Authority } from '../ports/authority.ts';
import type { Clock } from '../ports/clock.ts';
import { failureOf, LedgerBroken, ledgerFailure } from './errors.ts';
import type { Outbox, OutboxItem } from './outbox.ts';
import type { LedgerLimits } from './timeouts.ts';
import type { Timers } from './timers.ts';

/** The submission as such is wrong (says the authority), or is damaged: repeating it soon changes nothing. */
const stuckCodes = new Set(['E6005', 'E6006', 'E7004']);

interface DelivererOptions {
  readonly outbox: Outbox;
  readonly authority: Pick<Authority, 'submit'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly limits: LedgerLimits;
  readonly log: Log;
  /** Called when a submission has got its answer. */
  readonly onAnswered: (key: string) => void;
}

/**
 * Delivers what is in the outbox until each submission has an answer: at least once, one at a time in the background, and
 * at once for the person who is waiting. The same key goes with each delivery, so that the authority applies it once.
 */
export class Deliverer {
  readonly #o: DelivererOptions;
  readonly #running = new Map<number, Promise<void>>();
  readonly #stop = new AbortController();
  #cancelTimer = () => {};
  /** After a fault of our own database there is a pause even if something is due, or it would go round and round. */
  #rest = 0;

  constructor(options: DelivererOptions) {
    this.#o = options;
  }

  /** Begins with everything that an earlier run left behind. */
  start(): void {
    this.#o.outbox.hurryAll(this.#o.clock.now());
    this.#schedule();
  }

  /** Delivers this one now, whatever else waits. */
  now(item: OutboxItem): void {
    void this.#begin(item);
  }

  /** Ends the deliveries that are under way (their submissions stay in the outbox) and begins no more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancelTimer();
    await Promise.all(this.#running.values());
  }

  #begin(item: OutboxItem): Promise<void> {
    const running = this.#running.get(item.id);
    if (running !== undefined || this.#stop.signal.aborted) return running ?? Promise.resolve();
    const work = this.#attempt(item)
      .then(() => {
        this.#rest = 0;
      })
      .catch((cause) => this.#tell(failureOf(cause).code))
      .finally(() => {
        this.#running.delete(item.id);
        this.#schedule();
      });
    this.#running.set(item.id, work);
    return work;
  }

  async #attempt(item: OutboxItem): Promise<void> {
    const { outbox, clock, log } = this.#o;
    const code = await this.#deliver(item);
    if (this.#stop.signal.aborted && code !== null) return;
    if (code === null) {
      this.#o.onAnswered(item.key);
      outbox.hurry(clock.now());
    } else {
      outbox.notAnswered(item, code, clock.now() + this.#pause(item.attempts, code));
    }
    const outcome = code ?? 'answered';
    log('outbox-delivery', { outcome, attempt: item.attempts + 1, pending: outbox.pendingCount() });
  }

  /** One delivery. Null: it has its answer; otherwise the code of what came between. */
  async #deliver(item: OutboxItem): Promise<string | null> {
    const { outbox, authority, clock, timers, limits } = this.#o;
    const limit = new AbortController();
    const cancelLimit = timers.after(limits.attempt, () => limit.abort());
    const signal = AbortSignal.any([limit.signal, this.#stop.signal]);
    const given = new Promise<null>((resolve) => {
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    try {
      const result = await Promise.race([authority.submit(outbox.content(item), signal), given]);
      if (result === null) return 'E6002';
      if (!result.ok) return result.error.code;
      return outbox.answered(item, result.value, clock.now()) ? null : ledgerFailure('E7013').code;
    } catch (cause) {
      return cause instanceof LedgerBroken ? cause.failure.code : ledgerFailure('E7013').code;
    } finally {
      cancelLimit();
      limit.abort();
    }
  }

  /** Doubles each time, with a fifth up or down so that a branch full of terminals does not knock all at once. */
  #pause(attempts: number, code: string): number {
    const { firstRetry, longestRetry, stuckRetry } = this.#o.limits;
    const base = stuckCodes.has(code)
      ? stuckRetry
      : Math.min(longestRetry, firstRetry * 2 ** Math.min(attempts, 30));
    return Math.round(base * (0.8 + Math.random() * 0.4));
  }

  #schedule(): void {
    this.#cancelTimer();
    if (this.#stop.signal.aborted || this.#running.size > 0) return;
    try {
      const next = this.#o.outbox.next();
      if (next === null) return;
      // A clock set back must not put the outbox to sleep for years: no pause is longer than the longest there is.
      const { stuckRetry, longestRetry } = this.#o.limits;
      const longest = Math.max(stuckRetry, longestRetry) * 1.2;
      const pause = Math.min(longest, Math.max(this.#rest, next.nextAt - this.#o.clock.now()));
      this.#cancelTimer = this.#o.timers.after(pause, () => void this.#begin(next));
    } catch (cause) {
      this.#tell(failureOf(cause).code);
      this.#cancelTimer = this.#o.timers.after(this.#rest, () => this.#schedule());
    }
  }

  #tell(code: string): void {
    this.#rest = this.#o.limits.longestRetry;
    this.#o.log('failure', { code, action: 'maintenance', where: 'outbox' });
  }
}
