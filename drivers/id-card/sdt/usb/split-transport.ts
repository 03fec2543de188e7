import { transportErrors } from '../../../kit/errors.ts';
import { Listeners } from '../../../kit/listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { Transport } from '../../../kit/transport.ts';
import type { UsbBus, UsbDeviceInfo, UsbEndpoint, UsbPort } from '../../../kit/usb/usb-bus.ts';
import { sdtLineOf } from './sdt-line.ts';
import { SplitReader, splitRequest } from './split-frames.ts';
import { toldBack } from '../../../kit/told-back.ts';

export interface SplitTransportOptions {
  readonly bus: UsbBus;
  /** Which of the plugged-in devices it is; asked anew at each `open`, so that another socket does not matter. */
  readonly pick: (devices: readonly UsbDeviceInfo[]) => UsbDeviceInfo | null;
  /** For traces. */
  readonly name: string;
  /** Milliseconds; the longest silence inside an answer. */
  readonly gapMs?: number;
}

/** A pipe that takes nothing for this long is as good as gone. */
const WRITE_LIMIT_MS = 3000;
/** The header pipe is always read; this only bounds the one transfer. */
const HEADER_LIMIT_MS = 30_000;
const GAP_MS = 1000;
/** A pipe that gives nothing for this long is empty. */
const EMPTY_AFTER_MS = 30;
/** A module that never stops sending is not waited for. */
const MOST_DRAINED = 64;

type Split = Extract<ReturnType<typeof sdtLineOf>, { framing: 'split' }>;
interface Open {
  readonly port: UsbPort;
  readonly line: Split;
}

/**
 * The four bulk pipes of the standard USB module as one byte stream. Each `write` is one request frame. The header pipe is
 * read all the time; what it announces is then read from the body pipe. Whatever goes wrong with a transfer (stall, overflow)
 * ends the line with that code, so that the next `open` begins with empty pipes.
 */
export class SplitTransport implements Transport {
  readonly name: string;
  readonly #options: SplitTransportOptions;
  readonly #reader = new SplitReader();
  readonly #data = new Listeners<Uint8Array>();
  readonly #lost = new Listeners<DeviceFailure>();
  #open: Open | null = null;
  #opening: Promise<Result<void>> | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  #pumping: Promise<void> = Promise.resolve();
  /** An earlier port that is still being given back; until then nobody may claim the interface again. */
  #shutting: Promise<void> = Promise.resolve();
  #interrupt = new AbortController();
  #flushes: (() => void)[] = [];

  constructor(options: SplitTransportOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  open(): Promise<Result<void>> {
    if (this.isOpen) return Promise.resolve(ok(undefined));
    this.#opening ??= this.#openPort().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** E1010 refused, E1005 not taken in time or gone: the line is lost with it. E1006 no frame, E1009 not open. */
  write(bytes: Uint8Array): Promise<Result<void>> {
    const open = this.#open;
    // One after the other: two headers in a row would put two bodies under the wrong one.
    const done = this.#writing.then(() => this.#writeFrame(open, bytes));
    this.#writing = done;
    return done;
  }

  flush(): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      this.#flushes.push(resolve);
      this.#interrupt.abort();
    });
  }

  async close(): Promise<void> {
    await this.#opening;
    await this.#shut();
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  onBack(listener: () => void): () => void {
    return toldBack(this.#options.bus, this.#options.pick, this, listener);
  }

  async #openPort(): Promise<Result<void>> {
    await this.#shutting;
    const { bus, pick } = this.#options;
    const device = pick(await bus.list());
    const line = device && sdtLineOf(device.interfaces, 'split');
    if (!device || line?.framing !== 'split') return err(failure(transportErrors, 'E1012', this.name));
    const opened = await bus.open(device, line.interface);
    if (!opened.ok) return opened;
    const port = opened.value;
    this.#reader.restart();
    this.#interrupt = new AbortController();
    this.#open = { port, line };
    this.#pumping = this.#pump(port, line);
    port.onLost((lost) => this.#lose(port, lost));
    // Between the open and the listener it may have gone.
    if (!port.isOpen) this.#lose(port, failure(transportErrors, 'E1005', this.name));
    return ok(undefined);
  }

  async #writeFrame(open: Open | null, bytes: Uint8Array): Promise<Result<void>> {
    if (!open || this.#open !== open) return err(failure(transportErrors, 'E1009', this.name));
    const cut = splitRequest(bytes);
    if (!cut) return err(failure(transportErrors, 'E1006', `${this.name}, no frame`));
    const { header, body } = open.line;
    const options = { limitMs: WRITE_LIMIT_MS };
    let written = await open.port.write(header.out.address, cut.header, options);
    if (written.ok) written = await open.port.write(body.out.address, cut.body, options);
    if (!written.ok) this.#lose(open.port, written.error);
    return written;
  }

  async #pump(port: UsbPort, line: Split): Promise<void> {
    while (this.#open?.port === port) {
      if (this.#interrupt.signal.aborted) await this.#drain(port, line);
      const { missing } = this.#reader;
      const { signal } = this.#interrupt;
      const pipe = missing > 0 ? line.body.in : line.header.in;
      const limitMs = missing > 0 ? (this.#options.gapMs ?? GAP_MS) : HEADER_LIMIT_MS;
      const got = await port.read(pipe.address, wholePackets(pipe, missing), { limitMs, signal });
      if (this.#open?.port !== port) return;
      if (got.ok) {
        this.#tell(missing > 0 ? this.#reader.takeBody(got.value) : this.#reader.takeHeader(got.value));
      } else if (got.error.code === 'E1007') this.#reader.restart();
      else if (got.error.code !== 'E1008') this.#lose(port, got.error);
    }
  }

  /** Empties both pipes, which also brings headers and bodies into step again. */
  async #drain(port: UsbPort, { header, body }: Split): Promise<void> {
    const waiting = this.#flushes;
    this.#flushes = [];
    this.#interrupt = new AbortController();
    this.#reader.restart();
    for (const { in: pipe } of [header, body]) {
      for (let count = 0; count < MOST_DRAINED; count += 1) {
        const got = await port.read(pipe.address, wholePackets(pipe, 0), { limitMs: EMPTY_AFTER_MS });
        if (!got.ok) break;
      }
    }
    for (const done of waiting) done();
  }

  #tell(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#data.tell(bytes);
  }

  #shut(): Promise<void> {
    const open = this.#open;
    if (!open) return this.#shutting;
    this.#open = null;
    this.#interrupt.abort();
    for (const done of this.#flushes.splice(0)) done();
    const pumping = this.#pumping;
    this.#shutting = pumping.then(() => open.port.close());
    return this.#shutting;
  }

  /** Tells the loss once; an earlier port says nothing about a later one. */
  #lose(port: UsbPort, why: DeviceFailure): void {
    if (this.#open?.port !== port) return;
    void this.#shut();
    // A device that takes no bytes, or fails in another way, is as good as gone.
    const told = why.code === 'E1010' || why.code === 'E1011';
    const lost = told ? why : failure(transportErrors, 'E1005', `${this.name}, ${why.code}`);
    this.#lost.tell(lost);
  }
}

/** A read must take whole packets, or a device that sends more than was asked for breaks the transfer. */
const wholePackets = (pipe: UsbEndpoint, bytes: number): number =>
  Math.max(1, Math.ceil(bytes / pipe.maxPacketBytes)) * pipe.maxPacketBytes;
