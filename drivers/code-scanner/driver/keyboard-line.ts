import { transportErrors } from '../../kit/errors.ts';
import { Listeners } from '../../kit/listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../kit/result.ts';
import type { UsbPlace } from '../../kit/usb/find-place.ts';
import type { UsbBus, UsbDeviceInfo, UsbPort } from '../../kit/usb/usb-bus.ts';
import type { CodeScannerIdentity } from '../code-scanner.ts';
import { type CodeLine, identityOf } from './code-line.ts';
import { checkKeyboard, prepareKeyboard } from './keyboard-place.ts';

interface KeyboardLineOptions {
  readonly name: string;
  readonly bus: UsbBus;
  /** Which device and interface; null: none. Asked anew at every open, so that it is found wherever it is plugged in. */
  readonly pick: (devices: readonly UsbDeviceInfo[]) => UsbPlace | null;
  /** One control request, ms. */
  readonly controlLimitMs: number;
  /** One wait for a report, ms; after it the next begins. */
  readonly readLimitMs: number;
}

/** So many faults in a row, without a report between, and the line is given up. */
const FAULTS_IN_A_ROW = 3;

/**
 * The reports of a keyboard's interface, claimed for us alone: the kernel's keyboard driver lets go of it, and no key of it
 * reaches a window.
 */
export class KeyboardLine implements CodeLine {
  readonly name: string;
  readonly #options: KeyboardLineOptions;
  readonly #reports = new Listeners<Uint8Array>();
  readonly #broken = new Listeners<DeviceFailure>();
  readonly #lost = new Listeners<DeviceFailure>();
  #port: UsbPort | null = null;
  #stop = new AbortController();
  #reading: Promise<void> = Promise.resolve();
  /** An earlier port that is still being given back; until then nobody may claim the interface again. */
  #shutting: Promise<void> = Promise.resolve();

  constructor(options: KeyboardLineOptions) {
    this.name = options.name;
    this.#options = options;
  }

  async open(signal?: AbortSignal): Promise<Result<CodeScannerIdentity>> {
    await this.#shutting;
    if (this.#port) return ok(identityOf(this.#port.info));
    const { bus, pick } = this.#options;
    const place = pick(await bus.list());
    if (!place) return err(failure(transportErrors, 'E1012', this.name));
    const opened = await bus.open(place.device, place.interfaceNumber);
    if (!opened.ok) return opened;
    const port = opened.value;
    const begun = await this.#begin(port, signal);
    // Held no longer: a device that is no keyboard belongs to whoever else wants it.
    if (!begun.ok) await port.close();
    return begun.ok ? ok(identityOf(port.info)) : begun;
  }

  async check(signal?: AbortSignal): Promise<Result<void>> {
    return this.#port
      ? checkKeyboard(this.#port, this.#options.controlLimitMs, signal)
      : err(failure(transportErrors, 'E1009', this.name));
  }

  async close(): Promise<void> {
    await this.#shut();
  }

  onReport(listener: (report: Uint8Array) => void): () => void {
    return this.#reports.add(listener);
  }

  onBroken(listener: (fault: DeviceFailure) => void): () => void {
    return this.#broken.add(listener);
  }

  onLost(listener: (lost: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  onBack(listener: () => void): () => void {
    const { bus, pick } = this.#options;
    return bus.onChange(() => {
      if (this.#port) return;
      void bus.list().then((devices) => {
        if (!this.#port && pick(devices)) listener();
      });
    });
  }

  async #begin(port: UsbPort, signal?: AbortSignal): Promise<Result<void>> {
    const { controlLimitMs } = this.#options;
    const endpoint = port.interface.endpoints.find(
      ({ address, type }) => type === 'interrupt' && (address & 0x80) !== 0,
    );
    if (!endpoint) return err(failure(transportErrors, 'E1004', `${this.name}, no reports`));
    const checked = await checkKeyboard(port, controlLimitMs, signal);
    if (!checked.ok) return checked;
    const prepared = await prepareKeyboard(port, controlLimitMs, signal);
    if (!prepared.ok) return prepared;
    this.#port = port;
    this.#stop = new AbortController();
    port.onLost((lost) => this.#lose(port, lost));
    // Between the last look and the listener it may have gone.
    if (!port.isOpen) this.#lose(port, failure(transportErrors, 'E1005', this.name));
    this.#reading = this.#readOn(port, endpoint.address, endpoint.maxPacketBytes);
    return ok(undefined);
  }

  async #readOn(port: UsbPort, endpoint: number, length: number): Promise<void> {
    const wait = { limitMs: this.#options.readLimitMs, signal: this.#stop.signal };
    let faults = 0;
    while (this.#port === port) {
      const read = await port.read(endpoint, length, wait);
      if (this.#port !== port) return;
      if (read.ok) {
        faults = 0;
        this.#reports.tell(read.value);
        continue;
      }
      const { code } = read.error;
      if (code === 'E1007') continue;
      faults += 1;
      if ((code === 'E1010' || code === 'E1011') && faults < FAULTS_IN_A_ROW) this.#broken.tell(read.error);
      else this.#lose(port, read.error);
    }
  }

  /** Tells the loss once; what an earlier port still says tells nothing about a new one. */
  #lose(port: UsbPort, lost: DeviceFailure): void {
    if (this.#port !== port) return;
    void this.#shut();
    this.#lost.tell(lost);
  }

  #shut(): Promise<void> {
    const port = this.#port;
    if (!port) return this.#shutting;
    this.#port = null;
    this.#stop.abort();
    this.#shutting = this.#reading.then(() => port.close());
    return this.#shutting;
  }
}
