import { transportErrors } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../result.ts';
import type { Transport } from '../transport.ts';
import type { HidBus, HidDeviceInfo, HidPort } from './hid-bus.ts';
import { ReportCutter, type ReportFraming } from './report-framing.ts';
import { toldBack } from '../told-back.ts';

export interface HidTransportOptions {
  /** For traces: "hid:1209:0004". */
  readonly name: string;
  readonly bus: HidBus;
  /** Which of the HID devices that are plugged in is meant; null: none. Asked anew at every open. */
  readonly pick: (devices: readonly HidDeviceInfo[]) => HidDeviceInfo | null;
  readonly framing: ReportFraming;
}

/** A device that does not take a report for this long is as good as gone. */
const WRITE_LIMIT_MS = 3000;

interface Open {
  readonly port: HidPort;
  readonly cutter: ReportCutter;
  readonly stop: AbortController;
}

/** Input and output reports as a byte stream. */
export class HidTransport implements Transport {
  readonly name: string;
  readonly #options: HidTransportOptions;
  readonly #data = new Listeners<Uint8Array>();
  readonly #lost = new Listeners<DeviceFailure>();
  #open: Open | null = null;
  #opening: Promise<Result<void>> | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  #shutting: Promise<void> = Promise.resolve();

  constructor(options: HidTransportOptions) {
    // Framing that cannot be is told where it is written, not at the first report.
    new ReportCutter(options.framing);
    this.name = options.name;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** E1012 nothing fits; else as `HidBus.open`. */
  open(): Promise<Result<void>> {
    if (this.isOpen) return Promise.resolve(ok(undefined));
    this.#opening ??= this.#openPort().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** E1010 refused (the line goes on), E1006 not taken in time and E1005 gone (the line is lost), E1009 not open. */
  write(bytes: Uint8Array): Promise<Result<void>> {
    const open = this.#open;
    const done = this.#writing.then(() => this.#writeReports(open, bytes));
    this.#writing = done;
    return done;
  }

  /** Nothing is held back here: reports are handed over as they come. */
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

  /** Beside E1005: E1013 when what the answers begin with is nowhere in the reports. */
  onLost(listener: (failure: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  onBack(listener: () => void): () => void {
    return toldBack(this.#options.bus, this.#options.pick, this, listener);
  }

  async #openPort(): Promise<Result<void>> {
    await this.#shutting;
    const { bus, pick, framing } = this.#options;
    const device = pick(await bus.list());
    if (!device) return err(failure(transportErrors, 'E1012', this.name));
    const opened = await bus.open(device);
    if (!opened.ok) return opened;
    const port = opened.value;
    const open: Open = { port, cutter: new ReportCutter(framing), stop: new AbortController() };
    this.#open = open;
    port.onLost((lost) => this.#lose(open, lost));
    port.onReport((report) => this.#take(open, report));
    // Between opening and listening it may have gone.
    if (!port.isOpen) this.#lose(open, failure(transportErrors, 'E1005', this.name));
    return ok(undefined);
  }

  #take(open: Open, report: Uint8Array): void {
    if (this.#open !== open) return;
    const payload = open.cutter.payload(report);
    if (payload === null) this.#lose(open, failure(transportErrors, 'E1013', this.name));
    else if (payload.length > 0) this.#data.tell(payload);
  }

  async #writeReports(open: Open | null, bytes: Uint8Array): Promise<Result<void>> {
    const { reportId = 0 } = this.#options.framing;
    open?.cutter.asked();
    for (const report of open?.cutter.reports(bytes) ?? [bytes]) {
      if (open === null || this.#open !== open) return err(failure(transportErrors, 'E1009', this.name));
      const wait = { limitMs: WRITE_LIMIT_MS, signal: open.stop.signal };
      const written = await open.port.write(reportId, report, wait);
      if (written.ok) continue;
      const { code } = written.error;
      if (code === 'E1010') return written;
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
    this.#shutting = open.port.close();
    return this.#shutting;
  }
}
