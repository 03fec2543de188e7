import { transportErrors } from '../../../kit/errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { noTrace, type TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { idCardErrors } from '../../errors.ts';
import { buildRequest, type SdtCommandName } from '../codec/command.ts';
import { SdtFrameParser } from '../codec/frame.ts';
import { canAnswer, parseResponse, type SdtResponse } from '../codec/response.ts';
import type { SdtLimits } from './limits.ts';
import { OwedAnswers } from './owed-answers.ts';

interface ExchangeOptions {
  /** Milliseconds to the first byte of the answer. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly data?: readonly number[];
  /** False: one attempt and no reset (while the line speed is not known yet). */
  readonly persistent?: boolean;
}

/** After a damaged frame the true one may still follow; this much silence says that it does not. */
const QUIET_AFTER_DAMAGE_MS = 120;
/** While the line speed is searched, noise followed by this much silence is the answer of another speed. */
const QUIET_AFTER_NOISE_MS = 250;
const RESET_LIMIT_MS = 500;

interface Pending {
  readonly command: SdtCommandName;
  readonly settle: (outcome: Outcome) => void;
  readonly startedAt: number;
  /** Without bytes that look like an answer the limit never moves beyond this. */
  readonly latestAt: number;
  limitAt: number;
  timer: NodeJS.Timeout;
  sawBytes: boolean;
  readonly searching: boolean;
}
type Outcome = Result<SdtResponse> | 'garbled' | 'silent';

/**
 * Requests and answers over one line, one at a time. An unreadable answer is asked for once more; when that is unreadable
 * too the module is reset and the caller told (E2003).
 */
export class SdtLink {
  readonly #line: Transport;
  readonly #limits: SdtLimits;
  readonly #trace: TraceSink;
  readonly #parser: SdtFrameParser;
  readonly #owed = new OwedAnswers();
  #pending: Pending | null = null;
  #disposed = false;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #stopListening: readonly (() => void)[];

  constructor(
    line: Transport,
    limits: SdtLimits,
    options: { readonly trace?: TraceSink; readonly alternativePreamble?: boolean } = {},
  ) {
    this.#line = line;
    this.#limits = limits;
    this.#trace = options.trace ?? noTrace;
    this.#parser = new SdtFrameParser({ alternativePreamble: options.alternativePreamble ?? false });
    this.#stopListening = [
      line.onData((bytes) => this.#onData(bytes)),
      line.onLost((lost) => this.#onLost(lost)),
    ];
  }

  /** Stops listening to the line; what is pending ends with E1009. */
  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#stopListening) stop();
    this.#pending?.settle(err(failure(transportErrors, 'E1009', this.#line.name)));
  }

  /**
   * Sends a command and resolves with the module's answer, whatever its SW3 is; or with E1005 (gone), E1008 (cancelled),
   * E2002 (silent), E2003 (unreadable twice).
   */
  exchange(command: SdtCommandName, options: ExchangeOptions): Promise<Result<SdtResponse>> {
    const mine = this.#turn.then(() => this.#exchange(command, options));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #exchange(command: SdtCommandName, options: ExchangeOptions): Promise<Result<SdtResponse>> {
    if (this.#disposed) return err(failure(transportErrors, 'E1009', this.#line.name));
    if (options.signal?.aborted) return err(failure(transportErrors, 'E1008', command));
    await this.#owed.settled(this.#limits.settle);
    if (options.signal?.aborted) return err(failure(transportErrors, 'E1008', command));
    let outcome = await this.#attempt(command, options);
    if (options.persistent !== false && isWorthASecondTry(outcome)) {
      this.#note(`${command}: unreadable, asking once more`);
      await this.#line.flush();
      outcome = await this.#attempt(command, options);
      if (outcome === 'garbled') {
        this.#note(`${command}: unreadable again, resetting the module`);
        await this.#line.flush();
        await this.#attempt('reset', { limitMs: RESET_LIMIT_MS });
      }
    }
    if (outcome === 'garbled') return err(failure(idCardErrors, 'E2003', command));
    if (outcome === 'silent') {
      return err(failure(idCardErrors, 'E2002', `${command}, limit ${options.limitMs} ms`));
    }
    return outcome;
  }

  #attempt(command: SdtCommandName, options: ExchangeOptions): Promise<Outcome> {
    this.#parser.clear();
    return new Promise((resolve) => {
      const startedAt = performance.now();
      const settle = (outcome: Outcome): void => {
        if (this.#pending !== pending) return;
        this.#pending = null;
        clearTimeout(pending.timer);
        options.signal?.removeEventListener('abort', onAbort);
        resolve(outcome);
      };
      const onAbort = (): void => {
        this.#owed.add('cancelled');
        settle(err(failure(transportErrors, 'E1008', command)));
      };
      const pending: Pending = {
        command,
        settle,
        startedAt,
        latestAt: startedAt + options.limitMs,
        limitAt: startedAt + options.limitMs,
        timer: setTimeout(() => this.#onLimit(pending), options.limitMs),
        sawBytes: false,
        searching: options.persistent === false,
      };
      this.#pending = pending;
      options.signal?.addEventListener('abort', onAbort, { once: true });
      const request = buildRequest(command, options.data);
      this.#trace({
        device: this.#line.name,
        direction: 'out',
        text: command,
        hex: Buffer.from(request).toString('hex'),
        atMs: Date.now(),
      });
      void this.#line.write(request).then((written) => {
        if (written.ok) return;
        // A pulled-out bridge may show only as a failed write; for the caller both are the same loss. A module that refused
        // the transfer (E1010) is still there.
        const refused = written.error.code === 'E1010';
        settle(err(refused ? written.error : failure(transportErrors, 'E1005', this.#line.name)));
      });
    });
  }

  #onData(bytes: Uint8Array): void {
    const events = this.#parser.push(bytes);
    const pending = this.#pending;
    if (pending) {
      pending.sawBytes = true;
      if (this.#parser.midFrame) this.#stretch(pending);
      else if (pending.searching) this.#hurry(pending, QUIET_AFTER_NOISE_MS);
    }
    this.#take(events);
  }

  #take(events: ReturnType<SdtFrameParser['push']>): void {
    for (const event of events) {
      if (event.kind === 'frame') this.#onResponse(parseResponse(event.body));
      else {
        this.#note(`damaged frame of ${event.length} bytes`);
        if (this.#pending && !this.#parser.midFrame) this.#hurry(this.#pending, QUIET_AFTER_DAMAGE_MS);
      }
    }
  }

  #onResponse(response: SdtResponse): void {
    const pending = this.#pending;
    const sw3 = response.sw3.toString(16).padStart(2, '0');
    this.#trace({
      device: this.#line.name,
      direction: 'in',
      text: `${pending?.command ?? 'nothing'} -> SW3 ${sw3}, ${response.data.length} bytes`,
      atMs: Date.now(),
    });
    const late = this.#owed.count > 0 && !(pending && canAnswer(pending.command, response));
    if (late || !pending) {
      this.#owed.arrived();
      return;
    }
    pending.settle(ok(response));
  }

  #onLimit(pending: Pending): void {
    if (this.#pending !== pending) return;
    const left = pending.limitAt - performance.now();
    if (left > 1) {
      pending.timer = setTimeout(() => this.#onLimit(pending), left);
      return;
    }
    // What looked like the head of a long frame may have been noise that swallowed the true answer.
    this.#take(this.#parser.giveUp());
    if (this.#pending !== pending) return;
    if (!pending.sawBytes) this.#owed.add('silent');
    pending.settle(pending.sawBytes ? 'garbled' : 'silent');
  }

  #stretch(pending: Pending): void {
    const longest = pending.startedAt + this.#limits.whole;
    pending.limitAt = Math.min(longest, Math.max(pending.limitAt, performance.now() + this.#limits.gap));
  }

  #hurry(pending: Pending, quietMs: number): void {
    const soon = performance.now() + quietMs;
    // Noise that goes on does not make the limit later than it was.
    pending.limitAt = Math.min(pending.latestAt, soon);
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => this.#onLimit(pending), pending.limitAt - performance.now());
  }

  #onLost(lost: DeviceFailure): void {
    this.#parser.clear();
    this.#owed.clear();
    this.#pending?.settle(err(lost));
  }

  #note(text: string): void {
    this.#trace({ device: this.#line.name, direction: 'note', text, atMs: Date.now() });
  }
}

/** Unreadable here, or unreadable there: the module says 10 or 11 when our request arrived damaged. */
function isWorthASecondTry(outcome: Outcome): boolean {
  if (outcome === 'garbled') return true;
  return outcome !== 'silent' && outcome.ok && (outcome.value.sw3 === 0x10 || outcome.value.sw3 === 0x11);
}
