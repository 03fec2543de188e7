import { transportErrors } from '../../kit/errors.ts';
import type { HidBus, HidDeviceInfo, HidPort } from '../../kit/hid/hid-bus.ts';
import { Listeners } from '../../kit/listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../kit/result.ts';
import type { CodeScannerIdentity } from '../code-scanner.ts';
import { codeScannerErrors } from '../errors.ts';
import { type CodeLine, identityOf } from './code-line.ts';

interface HidPosLineOptions {
  readonly name: string;
  readonly bus: HidBus;
  /** Which device; null: none. Asked anew at every open. */
  readonly pick: (devices: readonly HidDeviceInfo[]) => HidDeviceInfo | null;
}

/** Bar Code Scanner Page (HID Point of Sale Usage Tables 1.02, 3). */
const USAGE_PAGE = 0x8c;

/** The reports of a scanner of usage page 8C. The kernel makes no keyboard of it: there is nothing to be taken away. */
export class HidPosLine implements CodeLine {
  readonly name: string;
  readonly #options: HidPosLineOptions;
  readonly #reports = new Listeners<Uint8Array>();
  readonly #lost = new Listeners<DeviceFailure>();
  #port: HidPort | null = null;

  constructor(options: HidPosLineOptions) {
    this.name = options.name;
    this.#options = options;
  }

  async open(): Promise<Result<CodeScannerIdentity>> {
    if (this.#port?.isOpen) return ok(identityOf(this.#port.info));
    await this.close();
    const { bus, pick } = this.#options;
    const device = pick(await bus.list());
    if (!device) return err(failure(transportErrors, 'E1012', this.name));
    const fits = isPos(device);
    if (!fits.ok) return fits;
    const opened = await bus.open(device);
    if (!opened.ok) return opened;
    const port = opened.value;
    this.#port = port;
    port.onReport((report) => {
      if (this.#port === port) this.#reports.tell(report);
    });
    port.onLost((lost) => {
      if (this.#port === port) this.#lost.tell(lost);
    });
    // Between opening and listening it may have gone.
    return port.isOpen ? ok(identityOf(port.info)) : err(failure(transportErrors, 'E1005', this.name));
  }

  async check(): Promise<Result<void>> {
    return this.#port?.isOpen ? isPos(this.#port.info) : err(failure(transportErrors, 'E1009', this.name));
  }

  onReport(listener: (report: Uint8Array) => void): () => void {
    return this.#reports.add(listener);
  }

  /** The kernel reads ahead and tells of no report that was lost. */
  onBroken(): () => void {
    return () => undefined;
  }

  onLost(listener: (lost: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  onBack(listener: () => void): () => void {
    const { bus, pick } = this.#options;
    return bus.onChange(() => {
      if (this.#port?.isOpen) return;
      void bus.list().then((devices) => {
        if (!this.#port?.isOpen && pick(devices)) listener();
      });
    });
  }

  async close(): Promise<void> {
    const port = this.#port;
    this.#port = null;
    await port?.close();
  }
}

const isPos = ({ usagePage }: HidDeviceInfo): Result<void> =>
  usagePage === USAGE_PAGE
    ? ok(undefined)
    : err(failure(codeScannerErrors, 'E2707', `usage page ${usagePage}`));
