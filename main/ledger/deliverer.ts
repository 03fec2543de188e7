import type { Log } from '../log/log.ts';
import type { Clock } from '../ports/clock.ts';
import { type Courier, type FirstDelivery, sameWay } from './deliveries.ts';
import { failureOf, LedgerBroken, ledgerFailure } from './errors.ts';
import type { Outbox, OutboxItem } from './outbox.ts';
import type { LedgerLimits } from './timeouts.ts';
import type { Timers } from './timers.ts';

/** The submission as such is wrong (says the other side), or is damaged: repeating it soon changes nothing. */
const stuckCodes = new Set(['E6005', 'E6006', 'E6105', 'E6106', 'E6205', 'E6206', 'E7004']);

/** The other side was away or silent: an answer from it says that trying again is worth while. */
const awayCodes = ['E6001', 'E6002', 'E6101', 'E6102', 'E6201', 'E6202', 'E7014'];

interface DelivererOptions {
  readonly outbox: Outbox;
  readonly courier: Courier;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly limits: LedgerLimits;
  readonly log: Log;
  /** Called when a submission has got its answer. */
  readonly onAnswered: (key: string) => void;
}

/**
 * Delivers what is in the outbox until each submission has an answer: at least once, one at a time in the background, and
 * at once for the person who is waiting. The same key goes with each delivery, so that the other side applies it once.
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

  /** Delivers this one now, whatever else waits. `first`: what goes with its first delivery only, and is kept nowhere. */
  now(item: OutboxItem, first: FirstDelivery | null): void {
    void this.#begin(item, first);
  }

  /** Ends the deliveries that are under way (their submissions stay in the outbox) and begins no more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancelTimer();
    await Promise.all(this.#running.values());
  }

  #begin(item: OutboxItem, first: FirstDelivery | null = null): Promise<void> {
    const running = this.#running.get(item.id);
    if (running !== undefined || this.#stop.signal.aborted) return running ?? Promise.resolve();
    const work = this.#attempt(item, first)
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

  async #attempt(item: OutboxItem, first: FirstDelivery | null): Promise<void> {
    const { outbox, clock, log } = this.#o;
    const code = await this.#deliver(item, first);
    if (this.#stop.signal.aborted && code !== null) return;
    if (code === null) {
      this.#o.onAnswered(item.key);
      outbox.hurry(sameWay[item.kind], awayCodes, clock.now());
    } else {
      // What follows a first delivery of its own kind is another question, which may well have an answer.
      const stuck = first === null && stuckCodes.has(code);
      outbox.notAnswered(item, code, clock.now() + this.#pause(item.attempts, stuck));
    }
    const outcome = code ?? 'answered';
    const attempt = item.attempts + 1;
    log('outbox-delivery', { kind: item.kind, outcome, attempt, pending: outbox.pendingCount() });
  }

  /** One delivery. Null: it has its answer; otherwise the code of what came between. */
  async #deliver(item: OutboxItem, first: FirstDelivery | null): Promise<string | null> {
    const { outbox, courier, clock, timers, limits } = this.#o;
    const limit = new AbortController();
    const cancelLimit = timers.after(limits.attempt, () => limit.abort());
    const signal = AbortSignal.any([limit.signal, this.#stop.signal]);
    const given = new Promise<null>((resolve) => {
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    try {
      const result = await Promise.race([courier(item, outbox.content(item), first, signal), given]);
      if (result === null) return item.kind === 'certification' ? 'E6002' : ledgerFailure('E7014').code;
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
  #pause(attempts: number, stuck: boolean): number {
    const { firstRetry, longestRetry, stuckRetry } = this.#o.limits;
    const base = stuck ? stuckRetry : Math.min(longestRetry, firstRetry * 2 ** Math.min(attempts, 30));
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
