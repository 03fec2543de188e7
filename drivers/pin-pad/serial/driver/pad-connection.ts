import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceState, DeviceStatus } from '../../../kit/status.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { pinPadErrors } from '../../errors.ts';
import type { PadIdentity } from '../../pin-pad.ts';
import type { PinPadTimeouts } from '../../timeouts.ts';
import { failureOfAnswer, padAnswers, STATUS_DONE } from '../codec/answer.ts';
import { padRequests } from '../codec/command.ts';
import { PadLink } from './pad-link.ts';

export interface ConnectionOptions {
  readonly timeouts: PinPadTimeouts;
  readonly simulated?: boolean | undefined;
  readonly trace?: TraceSink | undefined;
}

/** Failures after which the pad has to be found again before anything else is asked of it. */
const needsRecovery = new Set(['E1005', 'E2801', 'E2802', 'E2803', 'E2816']);

/**
 * Keeps one pad reachable. Whatever goes wrong with the line or the pad is told as a status, and from then on the line is
 * opened and the pad asked for again and again until `close`. A pad that was found (again) is reset: no PIN of earlier stays.
 */
export class PadConnection {
  readonly link: PadLink;
  readonly #line: Transport;
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<(status: DeviceStatus) => void>();
  readonly #stopListening: () => void;
  #status: DeviceStatus;
  #identity: PadIdentity | null = null;
  #error: DeviceFailure | null = null;
  #wanted = false;
  #connecting: Promise<Result<PadIdentity>> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(line: Transport, options: ConnectionOptions) {
    this.#line = line;
    this.#options = options;
    this.link = new PadLink(line, options.timeouts.linkTest, options.trace);
    this.#status = { state: 'offline', details: {}, simulated: options.simulated ?? false };
    this.#stopListening = line.onLost((lost) => this.report(lost));
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  /** Ok when the pad is fit for work; else why not. */
  get ready(): Result<void> {
    if (this.#status.state === 'online') return ok(undefined);
    return err(this.#error ?? failure(pinPadErrors, 'E2804', this.#line.name));
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(signal?: AbortSignal): Promise<Result<PadIdentity>> {
    this.#wanted = true;
    this.#cancelTimer();
    return this.#connect(signal);
  }

  async close(): Promise<void> {
    this.#wanted = false;
    this.#cancelTimer();
    this.#stopListening();
    this.link.dispose();
    await this.#connecting;
    await this.#line.close();
    this.#set('offline', null);
  }

  /** Takes note of a failed operation; when it means that the pad must be found again, that begins at once. */
  report(error: DeviceFailure): void {
    if (!this.#wanted || !needsRecovery.has(error.code)) return;
    const gone = error.code === 'E1005';
    this.#set(gone ? 'powerOff' : 'hardwareError', error);
    this.#recoverIn(gone ? this.#options.timeouts.reopen : 0);
  }

  #connect(signal?: AbortSignal): Promise<Result<PadIdentity>> {
    this.#connecting ??= this.#tryConnect(signal).finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #tryConnect(signal?: AbortSignal): Promise<Result<PadIdentity>> {
    if (this.#error === null) this.#set('starting', null);
    const found = await this.#find(signal);
    if (!this.#wanted) return found;
    const { reopen, recover } = this.#options.timeouts;
    if (found.ok) {
      this.#identity = found.value;
      this.#set('online', null);
      return found;
    }
    const { code } = found.error;
    const portProblem = code.startsWith('E1') && code !== 'E1008';
    if (code !== 'E1008') {
      // A port that has gone and is not back yet stays "unplugged", whatever the attempt to open it said.
      const stillAway = this.#status.state === 'powerOff' && portProblem;
      if (!stillAway) this.#set(portProblem ? 'noDevice' : 'hardwareError', found.error);
    }
    this.#recoverIn(portProblem ? reopen : recover);
    return found;
  }

  async #find(signal?: AbortSignal): Promise<Result<PadIdentity>> {
    const options = { limitMs: this.#options.timeouts.answer, signal };
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    await this.#line.flush();
    const reset = await this.link.exchange(padRequests.reset(), options);
    if (!reset.ok)
      return reset.error.code === 'E2802' ? err(failure(pinPadErrors, 'E2801', this.#line.name)) : reset;
    if (reset.value.status !== STATUS_DONE) return err(failureOfAnswer('reset', reset.value));
    const answer = await this.link.exchange(padRequests.identity(), options);
    if (!answer.ok) return answer;
    if (answer.value.status !== STATUS_DONE) return err(failureOfAnswer('identity', answer.value));
    const identity = padAnswers.identity(answer.value.data);
    return identity ? ok(identity) : err(failure(pinPadErrors, 'E2815', 'identity not understood'));
  }

  #recoverIn(ms: number): void {
    if (!this.#wanted) return;
    this.#cancelTimer();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect();
    }, ms);
  }

  #cancelTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #set(state: DeviceState, error: DeviceFailure | null): void {
    const same = state === this.#status.state && error?.code === this.#error?.code;
    this.#error = error;
    if (same) return;
    const { serialNumber, firmware } = this.#identity ?? {};
    this.#status = {
      state,
      ...(error ? { errorCode: error.code } : {}),
      details: {
        port: this.#line.name,
        ...(serialNumber === undefined ? {} : { serialNumber, firmware: firmware ?? '' }),
      },
      simulated: this.#options.simulated ?? false,
    };
    for (const listener of this.#listeners) listener(this.#status);
  }
}
