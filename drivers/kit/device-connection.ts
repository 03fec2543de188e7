import { Listeners } from './listeners.ts';
import { type DeviceFailure, err, ok, type Result } from './result.ts';
import type { DeviceState, DeviceStatus } from './status.ts';
import type { Transport } from './transport.ts';

export interface DeviceConnectionOptions<Identity> {
  /** A line, or what else the device hangs on. */
  readonly line: Pick<Transport, 'name' | 'onLost' | 'onBack' | 'close'>;
  /**
   * Opens the line and finds the device on it, ready for work. `after` is why it was not fit for work, null at the first try.
   */
  readonly find: (signal: AbortSignal | undefined, after: DeviceFailure | null) => Promise<Result<Identity>>;
  /** Stops what talks on the line; called at `close`. */
  readonly dispose: () => void;
  readonly simulated: boolean;
  /** Milliseconds between two tries to open a port that went away. */
  readonly reopen: number;
  /** Milliseconds between two tries to reach a device that does not answer on an open port. */
  readonly recover: number;
  /** Codes of failed operations after which the device has to be found again before anything else is asked of it. */
  readonly needsRecovery: ReadonlySet<string>;
  /** Why nothing can be asked of a device that was never opened. */
  readonly notReady: DeviceFailure;
  /** What the technician sees about a device that was found. No personal data. */
  readonly details: (identity: Identity) => DeviceStatus['details'];
}

/** The transport is open or could be: it is the device that misbehaves, and it is tried again no faster than other faults. */
const faultsOfDevice = new Set(['E1010', 'E1011', 'E1013']);

/**
 * Keeps one device reachable. Whatever goes wrong with the line or the device is told as a status, and from then on the line is
 * opened and the device looked for again and again until `close`; at once when the system says that it is back.
 */
export class DeviceConnection<Identity> {
  readonly #options: DeviceConnectionOptions<Identity>;
  readonly #listeners = new Listeners<DeviceStatus>();
  readonly #stopListening: readonly (() => void)[];
  #status: DeviceStatus;
  #identity: Identity | null = null;
  #error: DeviceFailure | null = null;
  #wanted = false;
  #connecting: Promise<Result<Identity>> | null = null;
  /** The system said "it is back" while a try was under way that may have come too early. */
  #tryAgain = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: DeviceConnectionOptions<Identity>) {
    this.#options = options;
    this.#status = { state: 'offline', details: {}, simulated: options.simulated };
    const { line } = options;
    this.#stopListening = [
      line.onLost((lost) => this.#fallen(lost)),
      line.onBack?.(() => this.#back()) ?? (() => undefined),
    ];
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  /** The device, when it is fit for work; else why not. */
  get ready(): Result<Identity> {
    if (this.#status.state === 'online' && this.#identity !== null) return ok(this.#identity);
    return err(this.#error ?? this.#options.notReady);
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Resolves after the first try; when that fails, others follow by themselves. */
  open(signal?: AbortSignal): Promise<Result<Identity>> {
    this.#wanted = true;
    this.#cancelTimer();
    return this.#connect(signal);
  }

  async close(): Promise<void> {
    this.#wanted = false;
    this.#cancelTimer();
    for (const stop of this.#stopListening) stop();
    this.#options.dispose();
    await this.#connecting;
    await this.#options.line.close();
    this.#set('offline', null);
  }

  /** Takes note of a failed operation; when it means that the device must be found again, that begins at once. */
  report(error: DeviceFailure): void {
    if (this.#options.needsRecovery.has(error.code)) this.#fallen(error);
  }

  #fallen(error: DeviceFailure): void {
    if (!this.#wanted) return;
    const gone = error.code === 'E1005';
    this.#set(gone ? 'powerOff' : 'hardwareError', error);
    this.#recoverIn(gone || error.code === 'E1006' ? this.#options.reopen : 0);
  }

  #back(): void {
    if (!this.#wanted || this.#status.state === 'online') return;
    if (this.#connecting) this.#tryAgain = true;
    else this.#recoverIn(0);
  }

  #connect(signal?: AbortSignal): Promise<Result<Identity>> {
    this.#connecting ??= this.#tryConnect(signal).finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #tryConnect(signal?: AbortSignal): Promise<Result<Identity>> {
    this.#tryAgain = false;
    if (this.#error === null) this.#set('starting', null);
    const found = await this.#options.find(signal, this.#error);
    if (!this.#wanted) return found;
    if (found.ok) {
      this.#identity = found.value;
      this.#cancelTimer();
      this.#set('online', null);
      return found;
    }
    const { code } = found.error;
    const portProblem = code.startsWith('E1') && code !== 'E1008' && !faultsOfDevice.has(code);
    if (code !== 'E1008') {
      // A port that has gone and is not back yet stays "unplugged", whatever the attempt to open it said.
      const stillAway = this.#status.state === 'powerOff' && portProblem;
      if (!stillAway) this.#set(portProblem ? 'noDevice' : 'hardwareError', found.error);
    }
    const pause = portProblem ? this.#options.reopen : this.#options.recover;
    this.#recoverIn(this.#tryAgain ? 0 : pause);
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
    const { line, simulated, details } = this.#options;
    this.#status = {
      state,
      ...(error ? { errorCode: error.code } : {}),
      details: { port: line.name, ...(this.#identity === null ? {} : details(this.#identity)) },
      simulated,
    };
    this.#listeners.tell(this.#status);
  }
}
