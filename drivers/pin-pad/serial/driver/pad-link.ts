import { randomBytes } from 'node:crypto';
import { transportErrors } from '../../../kit/errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { noTrace, type TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { pinPadErrors } from '../../errors.ts';
import { type PadAnswer, parseAnswer, STATUS_DAMAGED, STATUS_DONE } from '../codec/answer.ts';
import { type PadRequest, padRequests } from '../codec/command.ts';
import { buildFrame, type KeyEvent, PadFrameParser } from '../codec/frame.ts';

type Outcome = Result<PadAnswer> | 'garbled' | 'silent';

interface Pending {
  readonly request: PadRequest;
  readonly limitMs: number;
  readonly settle: (outcome: Outcome) => void;
  /** For a link test: any other frame is a late answer of an earlier request. */
  readonly nonce: Uint8Array | null;
  sawDamage: boolean;
}

export interface ExchangeOptions {
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

const NONCE_BYTES = 6;
const LINK_TESTS = 2;

/**
 * Requests and answers over one line, one at a time, and the key events between them. Answers do not name their command:
 * after a request that ran into its limit or was cancelled, a link test with a random number is answered before the next
 * one is sent, and whatever comes before that answer is thrown away. An unreadable answer is asked for once more.
 */
export class PadLink {
  readonly #line: Transport;
  readonly #linkTestMs: number;
  readonly #trace: TraceSink;
  readonly #parser = new PadFrameParser();
  readonly #keyListeners = new Set<(key: KeyEvent) => void>();
  readonly #stopListening: readonly (() => void)[];
  #pending: Pending | null = null;
  /** An answer of an earlier request may still come. */
  #unsure = true;
  #disposed = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(line: Transport, linkTestMs: number, trace: TraceSink = noTrace) {
    this.#line = line;
    this.#linkTestMs = linkTestMs;
    this.#trace = trace;
    this.#stopListening = [
      line.onData((bytes) => this.#onData(bytes)),
      line.onLost((lost) => this.#onLost(lost)),
    ];
  }

  onKey(listener: (key: KeyEvent) => void): () => void {
    this.#keyListeners.add(listener);
    return () => this.#keyListeners.delete(listener);
  }

  /** Stops listening to the line; what is pending ends with E1009. */
  dispose(): void {
    this.#disposed = true;
    for (const stop of this.#stopListening) stop();
    this.#pending?.settle(err(failure(transportErrors, 'E1009', this.#line.name)));
  }

  /**
   * Sends a request and resolves with the pad's answer, whatever its status is; or with E1005 (gone), E1008 (cancelled),
   * E2802 (silent), E2803 (unreadable twice). The caller overwrites the data of a secret answer.
   */
  exchange(request: PadRequest, options: ExchangeOptions): Promise<Result<PadAnswer>> {
    const mine = this.#turn.then(() => this.#exchange(request, options));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #exchange(request: PadRequest, options: ExchangeOptions): Promise<Result<PadAnswer>> {
    const given = this.#givenUp(request, options.signal);
    if (given) return given;
    if (this.#unsure) {
      const sure = await this.#becomeSure();
      if (!sure.ok) return sure;
      const late = this.#givenUp(request, options.signal);
      if (late) return late;
    }
    let outcome = await this.#attempt(request, options);
    if (isWorthASecondTry(outcome)) {
      this.#note(`${request.name}: unreadable, asking once more`);
      const sure = await this.#becomeSure();
      if (!sure.ok) return sure;
      outcome = await this.#attempt(request, options);
    }
    if (outcome === 'garbled') return err(failure(pinPadErrors, 'E2803', request.name));
    if (outcome === 'silent')
      return err(failure(pinPadErrors, 'E2802', `${request.name}, limit ${options.limitMs} ms`));
    return outcome;
  }

  #givenUp(request: PadRequest, signal: AbortSignal | undefined): Result<never> | null {
    if (this.#disposed) return err(failure(transportErrors, 'E1009', this.#line.name));
    return signal?.aborted ? err(failure(transportErrors, 'E1008', request.name)) : null;
  }

  async #becomeSure(): Promise<Result<void>> {
    let outcome: Outcome = 'silent';
    for (let tries = 0; tries < LINK_TESTS; tries += 1) {
      const nonce = randomBytes(NONCE_BYTES);
      outcome = await this.#attempt(padRequests.linkTest(nonce), { limitMs: this.#linkTestMs }, nonce);
      if (outcome !== 'silent' && outcome !== 'garbled') {
        this.#unsure = !outcome.ok;
        return outcome.ok ? ok(undefined) : outcome;
      }
    }
    return err(failure(pinPadErrors, outcome === 'garbled' ? 'E2803' : 'E2802', 'link test'));
  }

  #attempt(
    request: PadRequest,
    { limitMs, signal }: ExchangeOptions,
    nonce: Uint8Array | null = null,
  ): Promise<Outcome> {
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        if (this.#pending !== pending) return;
        this.#pending = null;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        if (outcome === 'silent' || outcome === 'garbled' || !outcome.ok) this.#unsure = true;
        resolve(outcome);
      };
      const onAbort = (): void => settle(err(failure(transportErrors, 'E1008', request.name)));
      const timer = setTimeout(() => settle(pending.sawDamage ? 'garbled' : 'silent'), limitMs);
      const pending: Pending = { request, limitMs, settle, nonce, sawDamage: false };
      this.#pending = pending;
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#tell('out', request.name);
      void this.#line.write(buildFrame(request.body)).then((written) => {
        // A pulled-out bridge may show only as a failed write; for the caller both are the same loss.
        if (!written.ok) settle(err(failure(transportErrors, 'E1005', this.#line.name)));
      });
    });
  }

  #onData(bytes: Uint8Array): void {
    const secret = this.#pending?.request.name === 'clearBytes';
    const events = this.#parser.push(bytes);
    if (secret) bytes.fill(0);
    for (const event of events) {
      if (event.kind === 'key') for (const listener of [...this.#keyListeners]) listener(event.key);
      else if (event.kind === 'frame') this.#onAnswer(parseAnswer(event.body));
      else if (this.#pending) {
        this.#note('damaged frame');
        this.#pending.sawDamage = true;
        // The true answer is not coming any more; noise before one is not asked for again that quickly.
        if (this.#pending.nonce === null) this.#pending.settle('garbled');
      }
    }
  }

  #onAnswer(answer: PadAnswer): void {
    const pending = this.#pending;
    this.#tell('in', `${pending?.request.name ?? 'nothing'} -> ${answer.status.toString(16)}`);
    if (!pending) return;
    if (pending.nonce === null) pending.settle(ok(answer));
    else if (answer.status === STATUS_DONE && Buffer.from(answer.data).equals(pending.nonce))
      pending.settle(ok(answer));
  }

  #onLost(lost: DeviceFailure): void {
    this.#parser.clear();
    this.#unsure = true;
    this.#pending?.settle(err(lost));
  }

  #note(text: string): void {
    this.#tell('note', text);
  }

  /** Never raw bytes: a request may hold a birthday, an answer a card PIN. */
  #tell(direction: 'out' | 'in' | 'note', text: string): void {
    this.#trace({ device: this.#line.name, direction, text, atMs: Date.now() });
  }
}

/** Unreadable here, or unreadable there: the pad says 15 when our request arrived damaged. */
function isWorthASecondTry(outcome: Outcome): boolean {
  if (outcome === 'garbled') return true;
  return outcome !== 'silent' && outcome.ok && outcome.value.status === STATUS_DAMAGED;
}
