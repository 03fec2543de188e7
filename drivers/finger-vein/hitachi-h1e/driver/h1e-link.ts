import { transportErrors } from '../../../kit/errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { noTrace, type TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { fingerVeinErrors } from '../../errors.ts';
import { type H1eRequest, h1eRequests } from '../codec/command.ts';
import { buildRequest, H1eStreamParser } from '../codec/message.ts';
import type { H1eLimits } from './limits.ts';

/** The unit's answer: its data, or the code of its error. */
export type H1eAnswer =
  | { readonly kind: 'done'; readonly data: Uint8Array }
  | { readonly kind: 'error'; readonly code: number };
type Outcome = Result<H1eAnswer> | 'garbled' | 'silent';

interface ExchangeOptions {
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

interface Pending {
  readonly request: H1eRequest;
  readonly settle: (outcome: Outcome) => void;
}

/** How often a unit is reset until its answers fit. */
const SYNC_TRIES = 3;

/**
 * Requests and answers over one line, one at a time, and the touch events between them. Answers name no command: after a request
 * that ran into its limit, was cancelled or was answered unreadably, the unit is reset, and what comes before the line falls
 * silent is thrown away. An unreadable answer is asked for once more.
 */
export class H1eLink {
  readonly #line: Transport;
  readonly #limits: H1eLimits;
  readonly #trace: TraceSink;
  readonly #parser = new H1eStreamParser();
  readonly #touchListeners = new Set<(finger: boolean) => void>();
  readonly #stopListening: readonly (() => void)[];
  #pending: Pending | null = null;
  #onQuiet: (() => void) | null = null;
  #gapTimer: NodeJS.Timeout | undefined;
  #unsure = true;
  #disposed = false;
  #answerMs = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(line: Transport, limits: H1eLimits, trace: TraceSink = noTrace) {
    this.#line = line;
    this.#limits = limits;
    this.#trace = trace;
    this.#stopListening = [
      line.onData((bytes) => this.#onData(bytes)),
      line.onLost((lost) => this.#onLost(lost)),
    ];
  }

  /** Milliseconds that the last answer took. */
  get answerMs(): number {
    return this.#answerMs;
  }

  /** Told at each change of the touch sensor. Returns the function that stops listening. */
  onTouch(listener: (finger: boolean) => void): () => void {
    this.#touchListeners.add(listener);
    return () => this.#touchListeners.delete(listener);
  }

  /** Stops listening to the line; what is pending ends with E1009. */
  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#stopListening) stop();
    this.#pending?.settle(err(failure(transportErrors, 'E1009', this.#line.name)));
  }

  /** The unit is reset before the next request. */
  doubt(): void {
    this.#unsure = true;
  }

  /**
   * Sends a request and resolves with the unit's answer, its error included; or with E1005 (gone), E1008 (cancelled), E2602
   * (silent), E2603 (unreadable twice). A cancelled unit is reset behind the caller's back.
   */
  exchange(request: H1eRequest, options: ExchangeOptions): Promise<Result<H1eAnswer>> {
    const answer = this.#inTurn(() => this.#exchange(request, options));
    if (options.signal) {
      void this.#inTurn(async () => {
        if (this.#unsure && options.signal?.aborted && this.#line.isOpen) await this.#becomeSure();
      });
    }
    return answer;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #exchange(request: H1eRequest, options: ExchangeOptions): Promise<Result<H1eAnswer>> {
    for (const last of [false, true]) {
      if (this.#disposed) return err(failure(transportErrors, 'E1009', this.#line.name));
      if (options.signal?.aborted) return err(failure(transportErrors, 'E1008', request.name));
      if (this.#unsure) {
        const sure = await this.#becomeSure();
        if (!sure.ok) return sure;
      }
      const outcome = await this.#attempt(request, options);
      if (outcome === 'silent')
        return err(failure(fingerVeinErrors, 'E2602', `${request.name}, limit ${options.limitMs} ms`));
      if (outcome !== 'garbled') return outcome;
      this.#tell('note', `${request.name}: unreadable`);
      if (last) break;
    }
    return err(failure(fingerVeinErrors, 'E2603', request.name));
  }

  /**
   * Resets the unit, waits for silence, and has the touch sensor told again. Then it is asked who it is: only that answer has
   * text, so a unit whose answer to the reset came after the silence is found out, and not one answer behind for good.
   */
  async #becomeSure(): Promise<Result<void>> {
    let outcome: Outcome = 'silent';
    for (let tries = 0; tries < SYNC_TRIES; tries += 1) {
      const written = await this.#line.write(bytesOf(h1eRequests.reset()));
      if (!written.ok) return err(failure(transportErrors, 'E1005', this.#line.name));
      await this.#quiet();
      for (const request of [h1eRequests.touchNotify(true), h1eRequests.info('firmware')]) {
        outcome = await this.#attempt(request, { limitMs: this.#limits.answer });
        if (outcome === 'silent' || outcome === 'garbled') break;
        if (!outcome.ok) return outcome;
      }
      if (outcome === 'silent') return err(failure(fingerVeinErrors, 'E2602', 'reset'));
      if (outcome !== 'garbled') {
        this.#unsure = false;
        return ok(undefined);
      }
    }
    return err(failure(fingerVeinErrors, 'E2603', 'reset'));
  }

  #quiet(): Promise<void> {
    return new Promise((resolve) => {
      const rearm = (): void => {
        clearTimeout(this.#gapTimer);
        this.#gapTimer = setTimeout(() => {
          this.#onQuiet = null;
          this.#parser.clear();
          resolve();
        }, this.#limits.gap);
      };
      this.#onQuiet = rearm;
      rearm();
    });
  }

  #attempt(request: H1eRequest, { limitMs, signal }: ExchangeOptions): Promise<Outcome> {
    return new Promise((resolve) => {
      const sentAt = performance.now();
      const settle = (outcome: Outcome): void => {
        if (this.#pending !== pending) return;
        this.#pending = null;
        this.#answerMs = performance.now() - sentAt;
        clearTimeout(timer);
        clearTimeout(this.#gapTimer);
        signal?.removeEventListener('abort', onAbort);
        if (outcome === 'silent' || outcome === 'garbled' || !outcome.ok) this.#unsure = true;
        resolve(outcome);
      };
      const onAbort = (): void => settle(err(failure(transportErrors, 'E1008', request.name)));
      const timer = setTimeout(() => settle('silent'), limitMs);
      const pending: Pending = { request, settle };
      this.#pending = pending;
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#tell('out', request.name);
      void this.#line.write(bytesOf(request)).then((written) => {
        // A pulled-out port may show only as a failed write; for the caller both are the same loss.
        if (!written.ok) settle(err(failure(transportErrors, 'E1005', this.#line.name)));
      });
    });
  }

  #onData(bytes: Uint8Array): void {
    if (this.#onQuiet) {
      this.#onQuiet();
      return;
    }
    clearTimeout(this.#gapTimer);
    const events = this.#parser.push(bytes);
    // It may be a part of a template.
    bytes.fill(0);
    for (const event of events) {
      if (event.kind === 'touch') for (const listener of [...this.#touchListeners]) listener(event.finger);
      else if (event.kind === 'damaged') this.#onDamage();
      else {
        this.#tell('in', event.kind === 'error' ? `error ${event.code.toString(16)}` : 'done');
        const [least, most] = this.#pending?.request.reply ?? [0, 0];
        const fits = event.kind === 'error' || (event.data.length >= least && event.data.length <= most);
        if (fits) this.#pending?.settle(ok(event));
        else this.#onDamage();
      }
    }
    if (!this.#parser.midMessage) return;
    this.#gapTimer = setTimeout(() => this.#onDamage(), this.#limits.gap);
  }

  #onDamage(): void {
    this.#unsure = true;
    this.#parser.clear();
    this.#pending?.settle('garbled');
  }

  #onLost(lost: DeviceFailure): void {
    this.#parser.clear();
    this.#unsure = true;
    this.#pending?.settle(err(lost));
  }

  /** Never raw bytes: they may be a template. */
  #tell(direction: 'out' | 'in' | 'note', text: string): void {
    this.#trace({ device: this.#line.name, direction, text, atMs: Date.now() });
  }
}

const bytesOf = ({ command, data }: H1eRequest): Uint8Array => buildRequest(command, data);
