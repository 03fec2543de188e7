import { pause } from '../../../kit/pause.ts';
import { openPtyPair, type PtyPair } from '../../../kit/pty-pair.ts';
import type { CipherName } from '../../../kit/ciphers/block-cipher.ts';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import { type ActiveFault, FaultList, type Operation, type SimulatedFault } from './faults.ts';
import { PadModule } from './pad-module.ts';
import { answerBytes, type Request, RequestReader } from './wire.ts';

export interface PinPadSimulatorOptions {
  /** Master key in the pad, 32 hex digits; null for a pad without one. */
  readonly masterKey: { readonly algorithm: CipherName; readonly keyHex: string } | null;
}

/** Told after each request was dealt with; `status` is null when nothing was answered. */
export interface SimulatorEvent {
  readonly operation: Operation;
  readonly status: number | null;
}

/** An encrypting PIN pad at the far end of a virtual serial cable. Second implementation, from the description. */
export class PinPadSimulator {
  readonly #module: PadModule;
  readonly #faults = new FaultList();
  readonly #listeners = new Set<(event: SimulatorEvent) => void>();
  #reader = new RequestReader();
  #line: SerialTransport | null = null;
  #cable: PtyPair | null = null;
  #work: Promise<void> = Promise.resolve();
  #stopWaiting = new AbortController();

  constructor({ masterKey }: PinPadSimulatorOptions) {
    const master = masterKey && { cipher: masterKey.algorithm, bytes: Buffer.from(masterKey.keyHex, 'hex') };
    this.#module = new PadModule(master, (byte) => {
      if (!this.#faults.keysAreSilent) void this.#line?.write(Uint8Array.of(byte));
    });
  }

  /** Path that a driver opens. */
  get path(): string {
    return this.#cable?.driverEnd ?? '';
  }

  get entering(): boolean {
    return this.#module.entering;
  }

  /** No digit lies in the pad. */
  get wiped(): boolean {
    return this.#module.wiped;
  }

  /** Serves on a cable of its own. Rejects when it cannot be laid. */
  async start(): Promise<void> {
    this.#cable = await openPtyPair();
    await this.#attach();
  }

  async stop(): Promise<void> {
    this.#module.powerOff();
    await this.#detach();
    await this.#cable?.close();
    this.#cable = null;
  }

  /** Keys on the pad, one after the other: 0-9, `C` clear, `E` erase, `#` confirm, `X` cancel. */
  press(keys: string): void {
    for (const key of keys) this.#module.press(key);
  }

  inject(fault: SimulatedFault): void {
    this.#faults.inject(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Pulls out the cable; the pad has its power from it. */
  async unplug(): Promise<void> {
    await this.#detach();
    await this.#cable?.unplug();
    this.#module.powerOff();
  }

  async replug(): Promise<void> {
    await this.#cable?.replug();
    await this.#attach();
  }

  /** Returns the function that stops listening. */
  onEvent(listener: (event: SimulatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #attach(): Promise<void> {
    if (this.#line?.isOpen || !this.#cable) return;
    const line = new SerialTransport(this.#cable.deviceEnd);
    const opened = await line.open();
    if (!opened.ok) throw new Error(`simulator: ${opened.error.message}`);
    this.#line = line;
    this.#reader = new RequestReader();
    this.#stopWaiting = new AbortController();
    line.onData((chunk) => {
      for (const request of this.#reader.take(chunk)) {
        this.#work = this.#work.then(() => this.#serve(request));
      }
    });
  }

  async #detach(): Promise<void> {
    this.#stopWaiting.abort();
    const line = this.#line;
    this.#line = null;
    await line?.close();
  }

  async #serve(request: Request): Promise<void> {
    if (request.kind === 'damaged') {
      await this.#line?.write(answerBytes(0x15));
      return;
    }
    const operation = PadModule.operationOf(request.command);
    const faults = this.#faults.strike(operation);
    const named = <K extends ActiveFault['fault']>(kind: K): Extract<ActiveFault, { fault: K }> | undefined =>
      faults.find((fault): fault is Extract<ActiveFault, { fault: K }> => fault.fault === kind);

    if (named('unplug')) {
      await this.unplug();
      this.#tell({ operation, status: null });
      return;
    }
    if (named('keysErased')) this.#module.eraseKeys();
    const forced = named('answer');
    const { status, data } = forced
      ? { status: forced.status, data: undefined }
      : this.#module.answer(request.command, request.data);
    if (named('wrongKcv') && data && data.length >= 3)
      data.writeUInt8((data.at(-1) as number) ^ 0xff, data.length - 1);
    let bytes = answerBytes(status, data);
    // The BCC stands in the two bytes before ETX.
    if (named('wrongBcc'))
      bytes.writeUInt8(0x30 | (((bytes.at(-2) as number) ^ 0x05) & 0x0f), bytes.length - 2);
    if (named('cutShort')) bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
    const garbage = named('garbage');
    if (garbage) bytes = Buffer.concat([Buffer.from(garbage.bytes), bytes]);
    const muted = named('mute') !== undefined;
    if (!muted) await this.#send(bytes, named('slow')?.ms ?? 0, named('dribble') !== undefined);
    this.#tell({ operation, status: muted ? null : status });
  }

  async #send(bytes: Buffer, waitMs: number, dribble: boolean): Promise<void> {
    if (waitMs > 0) await pause(waitMs, this.#stopWaiting.signal);
    const line = this.#line;
    if (!line) return;
    if (!dribble) await line.write(bytes);
    else for (const byte of bytes) await line.write(Uint8Array.of(byte));
  }

  #tell(event: SimulatorEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
