import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceState, DeviceStatus } from '../../../kit/status.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { idCardErrors } from '../../errors.ts';
import type { ReaderIdentity } from '../../reader.ts';
import { decodeSamId } from '../codec/sam-id.ts';
import { type DetectionRound, detectBaud, sdtBaudRates } from './detect-baud.ts';
import type { SdtLimits } from './limits.ts';
import { SdtLink } from './sdt-link.ts';

export interface ConnectionOptions {
  readonly limits: SdtLimits;
  readonly baudRates?: readonly number[];
  /** Largest number of bytes per radio frame (61 FF nn), 0x18 to 0xFF; not sent by default. Modules without it say 21. */
  readonly rfFrameBytes?: number;
  readonly alternativePreamble?: boolean;
  readonly simulated?: boolean;
  readonly trace?: TraceSink;
}

/** Failures after which the module has to be found again before anything else is asked of it. */
const needsRecovery = new Set(['E1005', 'E1010', 'E1011', 'E2001', 'E2002', 'E2003', 'E2160', 'E2166']);

/**
 * Keeps one module reachable. Whatever goes wrong with the line or the module is told as a status, and from then on the
 * line is opened and the module looked for again and again until `close`.
 */
export class ReaderConnection {
  readonly link: SdtLink;
  readonly #line: Transport;
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<(status: DeviceStatus) => void>();
  readonly #stopListening: readonly (() => void)[];
  #status: DeviceStatus;
  #identity: ReaderIdentity | null = null;
  #lastRate: number | null = null;
  #error: DeviceFailure | null = null;
  #wanted = false;
  #connecting: Promise<Result<ReaderIdentity>> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(line: Transport, options: ConnectionOptions) {
    this.#line = line;
    this.#options = options;
    this.link = new SdtLink(line, options.limits, options);
    this.#status = { state: 'offline', details: {}, simulated: options.simulated ?? false };
    this.#stopListening = [
      line.onLost((lost) => this.report(lost)),
      line.onBack?.(() => this.#recoverIn(0)) ?? (() => undefined),
    ];
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  /** The module, when it is fit for work; else why not. */
  get ready(): Result<ReaderIdentity> {
    if (this.#identity && this.#status.state === 'online') return ok(this.#identity);
    return err(this.#error ?? failure(idCardErrors, 'E2004', this.#line.name));
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the line and finds the module. Extra `rounds` are tried when the usual ones find nothing. */
  async open(rounds: readonly DetectionRound[], signal?: AbortSignal): Promise<Result<ReaderIdentity>> {
    this.#wanted = true;
    this.#cancelTimer();
    return this.#connect(rounds, signal);
  }

  async close(): Promise<void> {
    this.#wanted = false;
    this.#cancelTimer();
    for (const stop of this.#stopListening) stop();
    this.link.dispose();
    await this.#connecting;
    await this.#line.close();
    this.#set('offline', null);
  }

  /** Takes note of a failed operation; when it means that the module must be found again, that begins at once. */
  report(error: DeviceFailure): void {
    if (!this.#wanted || !needsRecovery.has(error.code)) return;
    const state: DeviceState = error.code === 'E1005' ? 'powerOff' : 'hardwareError';
    this.#set(state, error);
    this.#recoverIn(error.code === 'E1005' ? this.#options.limits.reopen : 0);
  }

  #connect(rounds: readonly DetectionRound[], signal?: AbortSignal): Promise<Result<ReaderIdentity>> {
    this.#connecting ??= this.#tryConnect(rounds, signal).finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #tryConnect(
    rounds: readonly DetectionRound[],
    signal?: AbortSignal,
  ): Promise<Result<ReaderIdentity>> {
    if (this.#error === null) this.#set('starting', null);
    const found = await this.#find(rounds, signal);
    if (!this.#wanted) return found;
    if (found.ok) {
      this.#identity = found.value;
      this.#lastRate = found.value.baudRate ?? null;
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
    this.#recoverIn(portProblem ? this.#options.limits.reopen : this.#options.limits.recover);
    return found;
  }

  async #find(rounds: readonly DetectionRound[], signal?: AbortSignal): Promise<Result<ReaderIdentity>> {
    const { limits, rfFrameBytes } = this.#options;
    const fellSilent = this.#error?.code === 'E2002';
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    const detected = await detectBaud(this.#line, this.link, rounds, signal);
    if (!detected.ok) return detected;
    if (fellSilent) {
      // It may have read the card and lost only the answer; without a reset it would not find that card again (80).
      const reset = await this.link.exchange('reset', { limitMs: limits.samId, signal });
      if (!reset.ok) return reset;
    }
    if (rfFrameBytes !== undefined) {
      const set = await this.link.exchange('setRfFrame', {
        data: [rfFrameBytes],
        limitMs: limits.status,
        signal,
      });
      if (!set.ok) return set;
    }
    const answer = await this.link.exchange('samId', { limitMs: limits.samId, signal });
    if (!answer.ok) return answer;
    const samId = decodeSamId(answer.value.data);
    return samId === null
      ? err(failure(idCardErrors, 'E2003', 'SAM id'))
      : ok({ samId, ...(detected.value === null ? {} : { baudRate: detected.value }) });
  }

  /** All speeds; before them, quickly, the one that worked last. */
  usualRounds(): DetectionRound[] {
    const { limits, baudRates = sdtBaudRates } = this.#options;
    const all = { rates: baudRates, limitMs: limits.status };
    const last = this.#lastRate;
    return last === null ? [all] : [{ rates: [last, last], limitMs: limits.statusQuick }, all];
  }

  #recoverIn(ms: number): void {
    if (!this.#wanted) return;
    this.#cancelTimer();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#connect(this.usualRounds());
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
    this.#status = {
      state,
      ...(error ? { errorCode: error.code } : {}),
      details: { port: this.#line.name, ...(this.#identity ?? {}) },
      simulated: this.#options.simulated ?? false,
    };
    for (const listener of this.#listeners) listener(this.#status);
  }
}
