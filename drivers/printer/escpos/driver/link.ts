import { pause } from '../../../kit/pause.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { hasSpeed, type Transport } from '../../../kit/transport.ts';
import { printerErrors } from '../../errors.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import { StatusDecoder, type StatusDialect, type StatusMessage } from '../codec/status-decoder.ts';

const fail = (code: keyof typeof printerErrors, detail?: string): Result<never> =>
  err(failure(printerErrors, code, detail));

/** After this long without a byte the line counts as quiet. */
const QUIET_MS = 120;
const SETTLE_LIMIT_MS = 1200;
/** On a line with a speed XOFF must be heard between two pieces; elsewhere the transfers themselves are held up. */
const PIECE_BYTES = { withSpeed: 512, withoutSpeed: 4096 };
/** The line stands, but the printer let the time pass or refused the transfer. */
const REFUSALS = ['E1007', 'E1010'];

export interface WaitOptions {
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Bytes out, messages in. Honours XOFF, keeps replies that come too late away from the next question, and tells every
 * waiter at once when the wire is gone. Waiting fails with E4008 (time), E4010 (wire) or E4021 (cancelled); whoever knows
 * what was going on translates these.
 */
export class EscposLink {
  readonly transport: Transport;
  readonly #decoder: StatusDecoder;
  readonly #timeouts: PrinterTimeouts;
  readonly #listeners = new Set<(message: StatusMessage) => void>();
  readonly #lostListeners = new Set<(failure: DeviceFailure) => void>();
  readonly #stop: (() => void)[];
  #paused = false;
  /** A reply was not waited for to its end: it may still come and must not answer the next question. */
  #dirty = false;
  /** Bytes that were no message since the last question. */
  #garbage = 0;
  #lastByteAt = 0;
  #refused = false;

  constructor(transport: Transport, dialect: StatusDialect, timeouts: PrinterTimeouts) {
    this.transport = transport;
    this.#decoder = new StatusDecoder(dialect);
    this.#timeouts = timeouts;
    this.#stop = [
      transport.onData((bytes) => {
        this.#lastByteAt = performance.now();
        for (const message of this.#decoder.push(bytes)) this.#take(message);
      }),
      transport.onLost((lost) => {
        this.accept();
        for (const listener of [...this.#lostListeners]) listener(lost);
      }),
    ];
  }

  /** The printer did not take what was written last, though the wire is there; until `accept` or a loss. */
  get refused(): boolean {
    return this.#refused;
  }

  get garbage(): number {
    return this.#garbage;
  }

  onMessage(listener: (message: StatusMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    this.#lostListeners.add(listener);
    return () => this.#lostListeners.delete(listener);
  }

  /** What was half-received or held by XOFF belonged to a connection that is no more. */
  forget(): void {
    this.#decoder.idle();
    this.#paused = false;
    this.#dirty = false;
  }

  /** The printer was made to begin anew, or is another one: what it refused, and what is half-received, is forgotten. */
  accept(): void {
    this.forget();
    this.#refused = false;
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
  }

  /** Sends in small pieces, waiting while the printer says XOFF; E4022 when that does not end or it takes no more. */
  async send(bytes: Uint8Array, signal?: AbortSignal): Promise<Result<void>> {
    const size = hasSpeed(this.transport) ? PIECE_BYTES.withSpeed : PIECE_BYTES.withoutSpeed;
    for (let at = 0; at < bytes.length; at += size) {
      if (this.#paused) {
        const go = await this.wait((message) => (message.kind === 'flow' && !message.paused ? true : null), {
          limitMs: this.#timeouts.writeStall,
          ...(signal ? { signal } : {}),
        });
        if (!go.ok) return go.error.code === 'E4008' ? fail('E4022', 'XOFF was not lifted') : go;
      }
      if (signal?.aborted) return fail('E4021');
      const sent = await unlessAborted(this.#write(bytes.subarray(at, at + size)), signal);
      if (sent === 'aborted') return fail('E4021');
      if (!sent.ok) return sent;
    }
    return ok(undefined);
  }

  /** Sends a question and waits for the message that `match` turns into an answer. */
  async ask<T>(
    question: Uint8Array,
    match: (message: StatusMessage) => T | null,
    options: WaitOptions,
  ): Promise<Result<T>> {
    if (this.#dirty) await this.#settle();
    this.#garbage = 0;
    const answer = this.wait(match, options);
    const sent = await this.send(question, options.signal);
    if (!sent.ok) {
      // The waiter ends by its own time limit; nobody looks at it any more.
      void answer;
      return sent;
    }
    const answered = await answer;
    if (!answered.ok) this.#dirty = true;
    return answered;
  }

  /** As `ask`, for Custom's ejector byte, which has no fixed bits to be known by. */
  askEjector(question: Uint8Array, options: WaitOptions): Promise<Result<number>> {
    this.#decoder.idle();
    this.#decoder.expectEjector();
    return this.ask(question, (message) => (message.kind === 'ejector' ? message.byte : null), options);
  }

  wait<T>(match: (message: StatusMessage) => T | null, { limitMs, signal }: WaitOptions): Promise<Result<T>> {
    if (signal?.aborted) return Promise.resolve(fail('E4021'));
    if (!this.transport.isOpen) return Promise.resolve(fail('E4010'));
    return new Promise((resolve) => {
      const end = (result: Result<T>): void => {
        clearTimeout(timer);
        stopMessages();
        stopLost();
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = (): void => end(fail('E4021'));
      const timer = setTimeout(() => end(fail('E4008', `limit ${limitMs} ms`)), limitMs);
      const stopMessages = this.onMessage((message) => {
        const answer = match(message);
        if (answer !== null) end(ok(answer));
      });
      const stopLost = this.onLost((lost) => end(fail('E4010', lost.message)));
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async #write(bytes: Uint8Array): Promise<Result<void>> {
    const sent = await this.transport.write(bytes);
    if (sent.ok) return sent;
    if (!REFUSALS.includes(sent.error.code)) return fail('E4010', sent.error.message);
    // Also when nobody waits for it any more: the next one has to know.
    this.#refused = true;
    return fail('E4022', sent.error.message);
  }

  async #settle(): Promise<void> {
    const from = performance.now();
    this.#lastByteAt = from;
    while (performance.now() - from < SETTLE_LIMIT_MS && performance.now() - this.#lastByteAt < QUIET_MS)
      await pause(QUIET_MS);
    this.#decoder.idle();
    this.#dirty = false;
  }

  #take(message: StatusMessage): void {
    if (message.kind === 'flow') this.#paused = message.paused;
    if (message.kind === 'unknown') this.#garbage += message.bytes.length;
    for (const listener of [...this.#listeners]) listener(message);
  }
}

/** Waits no longer than until `signal` aborts; a printer that takes no bytes may hold a transfer for long. */
function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T | 'aborted'> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve('aborted');
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
