import { pause } from '../../kit/pause.ts';
import { openPtyPair, type PtyPair } from '../../kit/pty-pair.ts';
import { SerialTransport } from '../../kit/serial-transport.ts';
import { FaultList, type SimulatedFault } from './faults.ts';
import type { AskingScanner } from './obliging-person.ts';

/** Told after each answer (or step of one); `code` is what it said, null when nothing was sent. */
export interface SimulatorEvent {
  readonly operation: string;
  readonly code: number | null;
}

/** What a script or a test does with a simulated scanner, whatever its protocol. */
export interface SimulatedScanner extends AskingScanner {
  readonly path: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  inject(fault: SimulatedFault): void;
  clearFaults(): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  onEvent(listener: (event: SimulatorEvent) => void): () => void;
}

interface FarEndOptions {
  readonly onBytes: (bytes: Uint8Array) => void;
  /** The scanner has its power from the cable. */
  readonly onPowerOff: () => void;
  /** An error was said in the place of an answer: a command that waits for a finger ends with it. */
  readonly onForcedError: () => void;
  /** Breaks the sum in an answer. */
  readonly spoil: (answer: Buffer) => void;
}

/** The far end of a virtual serial cable: sends what a simulated scanner answers, as badly as the faults in force want it. */
export class FarEnd {
  readonly #options: FarEndOptions;
  readonly #faults = new FaultList();
  readonly #listeners = new Set<(event: SimulatorEvent) => void>();
  #cable: PtyPair | null = null;
  #line: SerialTransport | null = null;
  #stopWaiting = new AbortController();
  #sending: Promise<void> = Promise.resolve();

  constructor(options: FarEndOptions) {
    this.#options = options;
  }

  get path(): string {
    return this.#cable?.driverEnd ?? '';
  }

  async start(): Promise<void> {
    this.#cable = await openPtyPair();
    await this.#attach();
  }

  async stop(): Promise<void> {
    await this.#detach();
    await this.#cable?.close();
    this.#cable = null;
  }

  inject(fault: SimulatedFault): void {
    this.#faults.inject(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  async unplug(): Promise<void> {
    await this.#detach();
    await this.#cable?.unplug();
  }

  async replug(): Promise<void> {
    await this.#cable?.replug();
    await this.#attach();
  }

  onEvent(listener: (event: SimulatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends an answer, in turn. `error` makes the answer that says only this error. */
  send(operation: string, code: number, answer: Buffer, error: (code: number) => Buffer): void {
    this.#sending = this.#sending.then(() => this.#send(operation, code, answer, error));
  }

  async #send(
    operation: string,
    code: number,
    answer: Buffer,
    error: (code: number) => Buffer,
  ): Promise<void> {
    const faults = this.#faults.strike(operation);
    if (faults.named('unplug')) {
      await this.unplug();
      this.#tell({ operation, code: null });
      return;
    }
    const forced = faults.named('error');
    if (forced) this.#options.onForcedError();
    let bytes = forced ? error(forced.code) : Buffer.from(answer);
    if (faults.named('wrongSum')) this.#options.spoil(bytes);
    if (faults.named('cutShort')) bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
    const stray = faults.named('stray');
    if (stray) bytes = Buffer.concat([Buffer.from(stray.bytes), bytes]);
    const muted = faults.named('mute') !== undefined;
    if (!muted) {
      const slow = faults.named('slow');
      if (slow) await pause(slow.ms, this.#stopWaiting.signal);
      const dribbles = faults.named('dribble') !== undefined;
      for (const part of dribbles ? [...bytes].map((byte) => Uint8Array.of(byte)) : [bytes])
        await this.#line?.write(part);
    }
    this.#tell({ operation, code: muted ? null : (forced?.code ?? code) });
  }

  async #attach(): Promise<void> {
    if (this.#line?.isOpen || !this.#cable) return;
    const line = new SerialTransport(this.#cable.deviceEnd);
    const opened = await line.open();
    if (!opened.ok) throw new Error(`simulator: ${opened.error.message}`);
    this.#line = line;
    this.#stopWaiting = new AbortController();
    line.onData((bytes) => this.#options.onBytes(bytes));
  }

  async #detach(): Promise<void> {
    this.#stopWaiting.abort();
    this.#options.onPowerOff();
    const line = this.#line;
    this.#line = null;
    await line?.close();
  }

  #tell(event: SimulatorEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
