import { type DeviceFailure, err, failure, ok, type Result } from '../kit/result.ts';
import type { DeviceState, DeviceStatus } from '../kit/status.ts';
import type { Transport } from '../kit/transport.ts';
import { fingerVeinErrors } from './errors.ts';
import type { ScannerIdentity } from './scanner.ts';

interface ConnectionOptions {
  /** A line, or what else the scanner hangs on. */
  readonly line: Pick<Transport, 'name' | 'onLost' | 'close'>;
  /** Opens the line and finds the scanner on it, ready for work. */
  readonly find: (signal?: AbortSignal) => Promise<Result<ScannerIdentity>>;
  /** Stops what talks on the line. */
  readonly dispose: () => void;
  readonly simulated: boolean;
  /** Milliseconds between two tries to open a port that went away. */
  readonly reopen: number;
  /** Milliseconds between two tries to reach a scanner that does not answer on an open port. */
  readonly recover: number;
}

/** Failures after which the scanner has to be found again before anything else is asked of it. */
const needsRecovery = new Set(['E1005', 'E2601', 'E2602', 'E2603', 'E2609', 'E2614', 'E2619', 'E2620']);

/**
 * Keeps one scanner reachable. Whatever goes wrong with the line or the scanner is told as a status, and from then on the line
 * is opened and the scanner looked for again and again until `close`.
 */
export class ScannerConnection {
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<(status: DeviceStatus) => void>();
  readonly #stopListening: () => void;
  #status: DeviceStatus;
  #identity: ScannerIdentity | null = null;
  #error: DeviceFailure | null = null;
  #wanted = false;
  #connecting: Promise<Result<ScannerIdentity>> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#status = { state: 'offline', details: {}, simulated: options.simulated };
    this.#stopListening = options.line.onLost((lost) => this.report(lost));
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  /** The scanner when it is fit for work; else why not. */
  get ready(): Result<ScannerIdentity> {
    if (this.#status.state === 'online' && this.#identity) return ok(this.#identity);
    return err(this.#error ?? failure(fingerVeinErrors, 'E2604', this.#options.line.name));
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(signal?: AbortSignal): Promise<Result<ScannerIdentity>> {
    this.#wanted = true;
    this.#cancelTimer();
    return this.#connect(signal);
  }

  async close(): Promise<void> {
    this.#wanted = false;
    this.#cancelTimer();
    this.#stopListening();
    this.#options.dispose();
    await this.#connecting;
    await this.#options.line.close();
    this.#set('offline', null);
  }

  /** Takes note of a failed operation; when it means that the scanner must be found again, that begins at once. */
  report(error: DeviceFailure): void {
    if (!this.#wanted || !needsRecovery.has(error.code)) return;
    const gone = error.code === 'E1005';
    this.#set(gone ? 'powerOff' : 'hardwareError', error);
    this.#recoverIn(gone ? this.#options.reopen : 0);
  }

  #connect(signal?: AbortSignal): Promise<Result<ScannerIdentity>> {
    this.#connecting ??= this.#tryConnect(signal).finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #tryConnect(signal?: AbortSignal): Promise<Result<ScannerIdentity>> {
    if (this.#error === null) this.#set('starting', null);
    const found = await this.#options.find(signal);
    if (!this.#wanted) return found;
    if (found.ok) {
      this.#identity = found.value;
      this.#cancelTimer();
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
    this.#recoverIn(portProblem ? this.#options.reopen : this.#options.recover);
    return found;
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
    const { model, serialNumber, firmware } = this.#identity ?? {};
    this.#status = {
      state,
      ...(error ? { errorCode: error.code } : {}),
      details: {
        port: this.#options.line.name,
        ...(model === undefined ? {} : { model, serialNumber: serialNumber ?? '', firmware: firmware ?? '' }),
      },
      simulated: this.#options.simulated,
    };
    for (const listener of this.#listeners) listener(this.#status);
  }
}
