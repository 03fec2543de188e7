import { transportErrors } from '../../../kit/errors.ts';
import { pause } from '../../../kit/pause.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { noTrace, type TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { fingerVeinErrors } from '../../errors.ts';
import { replyOf } from '../codec/answer.ts';
import { type XgRequest, xgRequests } from '../codec/command.ts';
import { buildBlock, buildFrame, type XgEvent, XgStreamParser } from '../codec/frame.ts';
import { failureOf, isDamagedRequest } from '../codec/module-error.ts';
import type { XgLimits } from './limits.ts';

/** The module's own answer: the 16 bytes of a frame, or a block. `code` is its error, or null. */
export interface XgAnswer {
  readonly data: Uint8Array;
  readonly code: number | null;
}
type Outcome = Result<XgAnswer> | 'garbled' | 'silent';

export interface ExchangeOptions {
  /** Until the answer, or the first step of it. */
  readonly limitMs: number;
  /** From each step to the next, or to the answer: how long a person has. E2606 or E2607 when it passes. */
  readonly stepMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Lay the finger on, lift it. */
  readonly onStep?: (kind: 'putFinger' | 'liftFinger', step: number) => void;
}

interface Pending {
  readonly request: XgRequest;
  readonly options: ExchangeOptions;
  readonly settle: (outcome: Outcome) => void;
  /** The module has told this step: from now on a person is waited for. */
  readonly onStep: (kind: 'putFinger' | 'liftFinger') => void;
  sawDamage: boolean;
}

const COMMAND_TRIES = 2;
const BLOCK_TRIES = 4;

/**
 * Requests and answers over one line, one at a time. Frames that answer another command are thrown away. After a request that
 * ran into its limit or was cancelled, CANCEL is sent and answered before anything else is: a module that waits for a finger
 * would not hear it. An unreadable answer is asked for once more, a block three times.
 */
export class XgLink {
  readonly #line: Transport;
  readonly #limits: XgLimits;
  readonly #address: number;
  readonly #trace: TraceSink;
  readonly #parser = new XgStreamParser();
  readonly #stopListening: readonly (() => void)[];
  #pending: Pending | null = null;
  #gapTimer: NodeJS.Timeout | undefined;
  /** The module may still be at an earlier request. */
  #unsure = true;
  #disposed = false;
  #heardAt = 0;
  #firstStepMs = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(line: Transport, limits: XgLimits, address = 0, trace: TraceSink = noTrace) {
    this.#line = line;
    this.#limits = limits;
    this.#address = address;
    this.#trace = trace;
    this.#stopListening = [
      line.onData((bytes) => this.#onData(bytes)),
      line.onLost((lost) => this.#onLost(lost)),
    ];
  }

  /** Milliseconds that the last command that waits for a finger took to its first step; 0 when it told none. */
  get firstStepMs(): number {
    return this.#firstStepMs;
  }

  /** Stops listening to the line; what is pending ends with E1009. */
  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#stopListening) stop();
    this.#pending?.settle(err(failure(transportErrors, 'E1009', this.#line.name)));
  }

  /** Whether a module at the other end answers CANCEL; whatever it did before, it is free then. */
  reach(limitMs: number): Promise<Result<void>> {
    return this.#inTurn(() => this.#becomeSure(limitMs));
  }

  /**
   * Sends a request and resolves with the module's answer, its error included; or with E1005 (gone), E1008 (cancelled), E2602
   * (silent), E2603 (unreadable again and again). A cancelled module is freed behind the caller's back.
   */
  exchange(request: XgRequest, options: ExchangeOptions): Promise<Result<XgAnswer>> {
    const answer = this.#inTurn(() => this.#exchange(request, options));
    if (request.streams) {
      void this.#inTurn(async () => {
        if (this.#unsure && this.#line.isOpen) await this.#becomeSure(this.#limits.answer);
      });
    }
    return answer;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #exchange(request: XgRequest, options: ExchangeOptions): Promise<Result<XgAnswer>> {
    const tries = request.answerBlock === undefined ? COMMAND_TRIES : BLOCK_TRIES;
    for (let attempt = 1; ; attempt += 1) {
      if (this.#disposed) return err(failure(transportErrors, 'E1009', this.#line.name));
      if (options.signal?.aborted) return err(failure(transportErrors, 'E1008', request.name));
      if (this.#unsure) {
        const sure = await this.#becomeSure(this.#limits.answer);
        if (!sure.ok) return sure;
        if (options.signal?.aborted) return err(failure(transportErrors, 'E1008', request.name));
      }
      const outcome = await this.#attempt(request, options);
      if (!isWorthAnotherTry(outcome)) {
        if (outcome === 'silent')
          return err(failure(fingerVeinErrors, 'E2602', `${request.name}, limit ${options.limitMs} ms`));
        return outcome as Result<XgAnswer>;
      }
      if (attempt === tries) return err(failure(fingerVeinErrors, 'E2603', request.name));
      this.#tell('note', `${request.name}: unreadable, asking once more`);
    }
  }

  async #becomeSure(limitMs: number): Promise<Result<void>> {
    let outcome: Outcome = 'silent';
    for (let tries = 0; tries < 2; tries += 1) {
      this.#parser.clear();
      outcome = await this.#attempt(xgRequests.cancel(), { limitMs });
      if (outcome !== 'silent' && outcome !== 'garbled') {
        this.#unsure = !outcome.ok;
        return outcome.ok ? ok(undefined) : outcome;
      }
    }
    return err(failure(fingerVeinErrors, outcome === 'garbled' ? 'E2603' : 'E2602', 'cancel'));
  }

  async #attempt(request: XgRequest, options: ExchangeOptions): Promise<Outcome> {
    const wait = this.#heardAt + this.#limits.pause - performance.now();
    if (wait > 0) await pause(wait);
    const { signal } = options;
    // Called off in this pause: nothing was sent, and no event would tell it any more.
    if (signal?.aborted) return err(failure(transportErrors, 'E1008', request.name));
    if (request.streams) this.#firstStepMs = 0;
    return new Promise((resolve) => {
      const sentAt = performance.now();
      let timer: NodeJS.Timeout | undefined;
      const settle = (outcome: Outcome): void => {
        if (this.#pending !== pending) return;
        this.#pending = null;
        clearTimeout(timer);
        clearTimeout(this.#gapTimer);
        signal?.removeEventListener('abort', onAbort);
        this.#parser.clear();
        if (outcome === 'silent' || outcome === 'garbled' || !outcome.ok) this.#unsure = true;
        resolve(outcome);
      };
      const onStep = (kind: 'putFinger' | 'liftFinger'): void => {
        const { stepMs = options.limitMs } = options;
        this.#firstStepMs ||= performance.now() - sentAt;
        clearTimeout(timer);
        const late = failure(fingerVeinErrors, kind === 'putFinger' ? 'E2606' : 'E2607', `${stepMs} ms`);
        timer = setTimeout(() => settle(err(late)), stepMs);
      };
      const onAbort = (): void => settle(err(failure(transportErrors, 'E1008', request.name)));
      const pending: Pending = { request, options, settle, onStep, sawDamage: false };
      this.#pending = pending;
      signal?.addEventListener('abort', onAbort, { once: true });
      timer = setTimeout(() => settle(pending.sawDamage ? 'garbled' : 'silent'), options.limitMs);
      if (request.answerBlock !== undefined) this.#parser.expectBlock(request.answerBlock);
      this.#tell('out', request.name);
      void this.#line.write(bytesOf(request, this.#address)).then((written) => {
        if (written.ok) return;
        // A pulled-out bridge may show only as a failed write; for the caller both are the same loss. A refused one is asked again.
        const refused = written.error.code === 'E1010';
        settle(refused ? 'garbled' : err(failure(transportErrors, 'E1005', this.#line.name)));
      });
    });
  }

  #onData(bytes: Uint8Array): void {
    this.#heardAt = performance.now();
    clearTimeout(this.#gapTimer);
    for (const event of this.#parser.push(bytes)) this.#onEvent(event);
    // It may be a part of a template.
    bytes.fill(0);
    if (!this.#pending || !this.#parser.midFrame) return;
    this.#gapTimer = setTimeout(() => {
      this.#parser.clear();
      this.#onDamage();
    }, this.#limits.gap);
  }

  #onEvent(event: XgEvent): void {
    const pending = this.#pending;
    if (event.kind === 'damaged') {
      this.#onDamage();
      return;
    }
    if (!pending) return;
    if (event.kind === 'block') {
      pending.settle(ok({ data: event.bytes, code: null }));
      return;
    }
    const { command, data } = event.frame;
    if (command !== pending.request.command) {
      this.#tell('note', `late answer of ${command.toString(16)} thrown away`);
      return;
    }
    const reply = replyOf(data);
    this.#tell(
      'in',
      `${pending.request.name} -> ${reply.kind}${reply.kind === 'error' ? ` ${reply.code}` : ''}`,
    );
    if (reply.kind === 'done') pending.settle(ok({ data, code: null }));
    else if (reply.kind === 'error') pending.settle(ok({ data, code: reply.code }));
    else {
      pending.onStep(reply.kind);
      pending.options.onStep?.(reply.kind, reply.step);
    }
  }

  #onDamage(): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#tell('note', 'damaged');
    pending.sawDamage = true;
    // The true answer is not coming any more; CANCEL is asked with patience, for noise may stand before its answer.
    if (pending.request.name !== 'cancel') pending.settle('garbled');
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

const bytesOf = ({ command, data, block }: XgRequest, address: number): Uint8Array => {
  const frame = buildFrame(command, data, address);
  return block ? Uint8Array.from([...frame, ...buildBlock(block)]) : frame;
};

/** Unreadable here, or unreadable there. */
function isWorthAnotherTry(outcome: Outcome): boolean {
  if (outcome === 'garbled') return true;
  return (
    outcome !== 'silent' && outcome.ok && outcome.value.code !== null && isDamagedRequest(outcome.value.code)
  );
}

/** The data of an answer that is no error; an error is the failure of its table. */
export function dataOf(request: XgRequest, answer: Result<XgAnswer>): Result<Uint8Array> {
  if (!answer.ok) return answer;
  const { data, code } = answer.value;
  return code === null ? ok(data) : err(failureOf(request.name, code));
}
