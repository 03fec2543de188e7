import { transportErrors } from '../../../kit/errors.ts';
import { Listeners } from '../../../kit/listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { HidBus, HidDeviceInfo, HidPort } from '../../../kit/hid/hid-bus.ts';
import { REPORT_BYTES } from '../codec/report.ts';

interface FeatureLineOptions {
  readonly name: string;
  readonly bus: HidBus;
  /** Which of the devices that are plugged in. Asked anew at every open. */
  readonly find: () => Promise<Result<HidDeviceInfo>>;
  /** One request, ms. */
  readonly limitMs: number;
}

/** The boards do not number their reports. */
const NO_NUMBER = 0;

/** The feature reports of one HID board, which has nothing else to say. */
export class FeatureLine {
  readonly name: string;
  readonly #options: FeatureLineOptions;
  readonly #lost = new Listeners<DeviceFailure>();
  #port: HidPort | null = null;

  constructor(options: FeatureLineOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** As `find`, then as `HidBus.open`. */
  async open(): Promise<Result<HidDeviceInfo>> {
    if (this.#port?.isOpen) return ok(this.#port.info);
    await this.close();
    const { bus, find } = this.#options;
    const found = await find();
    if (!found.ok) return found;
    const opened = await bus.open(found.value);
    if (!opened.ok) return opened;
    const port = opened.value;
    this.#port = port;
    port.onLost((lost) => {
      if (this.#port === port) this.#lost.tell(lost);
    });
    return port.isOpen ? ok(found.value) : err(failure(transportErrors, 'E1005', this.name));
  }

  async get(signal?: AbortSignal): Promise<Result<Uint8Array>> {
    const { limitMs } = this.#options;
    return (
      (await this.#port?.getFeature(NO_NUMBER, REPORT_BYTES, { limitMs, signal })) ??
      err(failure(transportErrors, 'E1009', this.name))
    );
  }

  async set(report: Uint8Array, signal?: AbortSignal): Promise<Result<void>> {
    const { limitMs } = this.#options;
    return (
      (await this.#port?.setFeature(NO_NUMBER, report, { limitMs, signal })) ??
      err(failure(transportErrors, 'E1009', this.name))
    );
  }

  async close(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    await port?.close();
  }

  onLost(listener: (lost: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  /** A board that fits is there again. */
  onBack(listener: () => void): () => void {
    const { bus, find } = this.#options;
    return bus.onChange(() => {
      if (this.#port?.isOpen) return;
      void find().then((found) => {
        if (!this.#port?.isOpen && found.ok) listener();
      });
    });
  }
}
