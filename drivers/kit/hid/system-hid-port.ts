import type { HIDAsync } from 'node-hid';
import { transportErrors } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../result.ts';
import { timed } from '../timed.ts';
import type { UsbWait } from '../usb/usb-bus.ts';
import type { HidDeviceInfo, HidPort } from './hid-bus.ts';

/** The kernel gives up a report after 5 s by itself; so long a close may wait for one. */
const CLOSE_LIMIT_MS = 6000;

/**
 * An open HID device on the real bus. What was called off still ends in a thread of the library, and is closed after that; its
 * error texts are not looked at, at an unplug they are garbage.
 */
export class SystemHidPort implements HidPort {
  readonly info: HidDeviceInfo;
  readonly #hid: HIDAsync;
  readonly #reports = new Listeners<Uint8Array>();
  readonly #lost = new Listeners<DeviceFailure>();
  #gone = false;
  #closed: Promise<void> | null = null;

  constructor(info: HidDeviceInfo, hid: HIDAsync) {
    this.info = info;
    this.#hid = hid;
    hid.on('error', () => this.#lose());
    hid.on('data', (report: Buffer) => this.#reports.tell(report));
  }

  get isOpen(): boolean {
    return this.#closed === null && !this.#gone;
  }

  async write(reportId: number, bytes: Uint8Array, wait: UsbWait): Promise<Result<void>> {
    const written = await this.#do(wait, () => this.#hid.write(numbered(reportId, bytes)));
    return written.ok ? ok(undefined) : written;
  }

  async getFeature(reportId: number, length: number, wait: UsbWait): Promise<Result<Uint8Array>> {
    // The first byte is the number, even where reports have none.
    const got = await this.#do(wait, () => this.#hid.getFeatureReport(reportId, length + 1));
    return got.ok ? ok(got.value.subarray(1)) : got;
  }

  async setFeature(reportId: number, bytes: Uint8Array, wait: UsbWait): Promise<Result<void>> {
    const set = await this.#do(wait, () => this.#hid.sendFeatureReport(numbered(reportId, bytes)));
    return set.ok ? ok(undefined) : set;
  }

  onReport(listener: (report: Uint8Array) => void): () => void {
    return this.#reports.add(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  close(): Promise<void> {
    this.#closed ??= this.#shut();
    return this.#closed;
  }

  async #shut(): Promise<void> {
    const closing = this.#hid.close().then(
      () => ok(undefined),
      () => ok(undefined),
    );
    await timed(closing, CLOSE_LIMIT_MS, this.info.path);
  }

  /** A call of the library. It says only that a call failed, not why: a device that is still there has refused it. */
  #do<T>(wait: UsbWait, call: () => Promise<T>): Promise<Result<T>> {
    if (this.#closed !== null) return Promise.resolve(err(failure(transportErrors, 'E1009', this.info.path)));
    if (this.#gone) return Promise.resolve(err(failure(transportErrors, 'E1005', this.info.path)));
    const done = call().then(
      (value): Result<T> => ok(value),
      (): Result<T> => err(failure(transportErrors, this.#gone ? 'E1005' : 'E1010', this.info.path)),
    );
    return timed(done, wait.limitMs, this.info.path, wait.signal);
  }

  #lose(): void {
    if (this.#gone) return;
    this.#gone = true;
    if (this.#closed === null) this.#lost.tell(failure(transportErrors, 'E1005', this.info.path));
  }
}

const numbered = (reportId: number, bytes: Uint8Array): Buffer => Buffer.from([reportId, ...bytes]);
