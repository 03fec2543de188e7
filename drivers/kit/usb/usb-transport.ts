import { transportErrors } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../result.ts';
import type { Transport } from '../transport.ts';
import { pairOf, type UsbPair, type UsbPlace } from './find-place.ts';
import type { UsbBus, UsbDeviceInfo, UsbPort } from './usb-bus.ts';
import { toldBack } from '../told-back.ts';

export interface UsbTransportOptions {
  /** For traces: "usb:0400:c35a". */
  readonly name: string;
  readonly bus: UsbBus;
  /**
   * Which of the devices that are plugged in is meant, and which interface of it; null: none. Asked anew at every open, so
   * that a device is found again wherever it is plugged in.
   */
  readonly pick: (devices: readonly UsbDeviceInfo[]) => UsbPlace | null;
  /** Most bytes of one OUT transfer; by default whatever is written goes in one. */
  readonly chunkBytes?: number;
  /** Bytes asked for in one IN transfer, rounded up to whole packets; one packet by default. */
  readonly readBytes?: number;
  /**
   * A device that may take no bytes for long and is still there (a printer that waits for paper): so many milliseconds are
   * waited, then E1007 is told and the line goes on. Without it 3 s, and the line is lost.
   */
  readonly patienceMs?: number;
  /** Class requests that a device wants before its first byte; a failure ends the open. */
  readonly onOpen?: (port: UsbPort) => Promise<Result<void>>;
  /** A fault after which the line goes on (E1010, E1011): for the trace. */
  readonly onFault?: (fault: DeviceFailure) => void;
}

/** A device that does not take bytes for this long is as good as gone. */
const WRITE_LIMIT_MS = 3000;
/** The standing read is begun anew this often; nothing is lost by it, and a forgotten transfer ends. */
const READ_LIMIT_MS = 2000;
/** What lay in the device from before the open comes within this time, or is the answer to something that we ask. */
const STALE_LIMIT_MS = 20;
const STALE_READS = 64;
/** So many faults in a row, without a byte between, and the line is given up. */
const FAULTS_IN_A_ROW = 3;

interface Open {
  readonly port: UsbPort;
  readonly pair: UsbPair;
  readonly stop: AbortController;
  reading: Promise<void>;
}

/** One bulk or interrupt endpoint in, one out, as a byte stream. */
export class UsbTransport implements Transport {
  readonly name: string;
  readonly #options: UsbTransportOptions;
  readonly #data = new Listeners<Uint8Array>();
  readonly #lost = new Listeners<DeviceFailure>();
  #open: Open | null = null;
  #opening: Promise<Result<void>> | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  /** An earlier port that is still being given back; until then nobody may claim the interface again. */
  #shutting: Promise<void> = Promise.resolve();

  constructor(options: UsbTransportOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** E1012 nothing fits; else as `UsbBus.open`. */
  open(): Promise<Result<void>> {
    if (this.isOpen) return Promise.resolve(ok(undefined));
    this.#opening ??= this.#openPort().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** E1010 refused (the line goes on, as with E1007 where it is patient), E1006 not taken in time and E1005 gone (lost), E1009. */
  write(bytes: Uint8Array): Promise<Result<void>> {
    const open = this.#open;
    const done = this.#writing.then(() => this.#writeChunks(open, bytes));
    this.#writing = done;
    return done;
  }

  /** Nothing is held back here: the standing read hands over what comes at once. */
  flush(): Promise<void> {
    return Promise.resolve();
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
    const place = pick(await bus.list());
    if (!place) return err(failure(transportErrors, 'E1012', this.name));
    const opened = await bus.open(place.device, place.interfaceNumber);
    if (!opened.ok) return opened;
    const port = opened.value;
    const pair = pairOf(port.interface, place.endpoints);
    if (!pair) {
      await port.close();
      return err(failure(transportErrors, 'E1004', `${this.name}, no pair of endpoints`));
    }
    const stale = await this.#dropStale(port, pair);
    const ready = stale.ok ? ((await this.#options.onOpen?.(port)) ?? stale) : stale;
    if (!ready.ok) {
      await port.close();
      return ready;
    }
    const open: Open = { port, pair, stop: new AbortController(), reading: Promise.resolve() };
    this.#open = open;
    port.onLost((lost) => this.#lose(open, lost));
    // Between the last look and the listener it may have gone.
    if (!port.isOpen) this.#lose(open, failure(transportErrors, 'E1005', this.name));
    open.reading = this.#readOn(open);
    return ok(undefined);
  }

  /** Whole packets: a device may fill any of them, and what does not fit would be lost. */
  #readBytes({ in: { maxPacketBytes } }: UsbPair): number {
    return Math.max(1, Math.ceil((this.#options.readBytes ?? 1) / maxPacketBytes)) * maxPacketBytes;
  }

  async #dropStale(port: UsbPort, pair: UsbPair): Promise<Result<void>> {
    for (let index = 0; index < STALE_READS; index += 1) {
      const read = await port.read(pair.in.address, this.#readBytes(pair), { limitMs: STALE_LIMIT_MS });
      if (read.ok || read.error.code === 'E1010' || read.error.code === 'E1011') continue;
      return read.error.code === 'E1007' ? ok(undefined) : read;
    }
    return ok(undefined);
  }

  async #readOn(open: Open): Promise<void> {
    const { port, pair, stop } = open;
    const wait = { limitMs: READ_LIMIT_MS, signal: stop.signal };
    let faults = 0;
    while (this.#open === open) {
      const read = await port.read(pair.in.address, this.#readBytes(pair), wait);
      if (this.#open !== open) return;
      if (read.ok) {
        faults = 0;
        if (read.value.length > 0) this.#data.tell(read.value);
        continue;
      }
      const { code } = read.error;
      if (code === 'E1007') continue;
      const goesOn = code === 'E1010' || code === 'E1011';
      if (goesOn) this.#options.onFault?.(read.error);
      faults += 1;
      if (!goesOn || faults >= FAULTS_IN_A_ROW) this.#lose(open, read.error);
    }
  }

  async #writeChunks(open: Open | null, bytes: Uint8Array): Promise<Result<void>> {
    const { patienceMs } = this.#options;
    const chunk = this.#options.chunkBytes ?? Math.max(1, bytes.length);
    for (let at = 0; at < bytes.length; at += chunk) {
      if (open === null || this.#open !== open) return err(failure(transportErrors, 'E1009', this.name));
      const { port, pair, stop } = open;
      const wait = { limitMs: patienceMs ?? WRITE_LIMIT_MS, signal: stop.signal };
      const written = await port.write(pair.out.address, bytes.subarray(at, at + chunk), wait);
      if (written.ok) continue;
      const { code } = written.error;
      if (code === 'E1010') this.#options.onFault?.(written.error);
      if (code === 'E1010' || (code === 'E1007' && patienceMs !== undefined)) return written;
      if (code === 'E1008') return err(failure(transportErrors, 'E1009', this.name));
      const lost = code === 'E1007' ? failure(transportErrors, 'E1006', this.name) : written.error;
      this.#lose(open, lost);
      return err(lost);
    }
    return ok(undefined);
  }

  /** Tells the loss once; what an earlier port still says tells nothing about a new one. */
  #lose(open: Open, lost: DeviceFailure): void {
    if (this.#open !== open) return;
    void this.#shut();
    this.#lost.tell(lost);
  }

  #shut(): Promise<void> {
    const open = this.#open;
    if (!open) return this.#shutting;
    this.#open = null;
    open.stop.abort();
    this.#shutting = open.reading.then(() => open.port.close());
    return this.#shutting;
  }
}
