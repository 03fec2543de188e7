import { transportErrors } from '../../kit/errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../kit/result.ts';
import type { Transport } from '../../kit/transport.ts';
import type { UsbPlace } from '../../kit/usb/find-place.ts';
import type { UsbBus, UsbDeviceInfo, UsbInterface, UsbPort } from '../../kit/usb/usb-bus.ts';
import { UsbTransport } from '../../kit/usb/usb-transport.ts';
import type { PortStatus, PrinterPort } from '../printer-port.ts';
import type { DeviceId } from './device-id.ts';
import { getDeviceId, getPortStatus, softReset } from './printer-requests.ts';

export interface UsbPrinterLineOptions {
  readonly bus: UsbBus;
  /** For traces: "usb:154f:1234". */
  readonly name: string;
  /** Whether this device is the one meant; asked at every open. The first one that is a printer is taken. */
  readonly isWanted: (device: UsbDeviceInfo) => boolean;
  /** Milliseconds that a printer may take no bytes: it may wait for its head to cool, or for paper. */
  readonly patienceMs?: number;
  readonly onFault?: (fault: DeviceFailure) => void;
}

const PATIENCE_MS = 20_000;
/** Replies are a few bytes; whatever stands in one transfer fits. */
const READ_BYTES = 512;

const PRINTER = { class: 7, subclass: 1 };
/** Both ways, one way (where it has a way back all the same), IEEE 1284.4. */
const PROTOCOLS = [2, 1, 3];

/**
 * A receipt printer of the USB printer class: its two bulk pipes as a byte stream, and its port status beside it. The kernel's
 * own driver (usblp) is put aside while it is open and comes back at close. A printer without a way back has no place here: it
 * could never prove a print.
 */
export class UsbPrinterLine implements Transport, PrinterPort {
  readonly #line: UsbTransport;
  #port: UsbPort | null = null;
  #deviceId: DeviceId | null = null;

  constructor({ bus, name, isWanted, patienceMs = PATIENCE_MS, onFault }: UsbPrinterLineOptions) {
    this.#line = new UsbTransport({
      bus,
      name,
      pick: (devices) => printerPlace(devices.filter(isWanted)),
      readBytes: READ_BYTES,
      patienceMs,
      onOpen: (port) => this.#introduce(port),
      ...(onFault ? { onFault } : {}),
    });
    this.#line.onLost(() => {
      this.#port = null;
    });
  }

  get name(): string {
    return this.#line.name;
  }

  get isOpen(): boolean {
    return this.#line.isOpen;
  }

  /** Of the printer that was opened last. */
  get deviceId(): DeviceId | null {
    return this.#deviceId;
  }

  open(): Promise<Result<void>> {
    return this.#line.open();
  }

  /** As `UsbTransport.write`: E1007 it takes no bytes, E1010 it refuses them; the line goes on after both. */
  write(bytes: Uint8Array): Promise<Result<void>> {
    return this.#line.write(bytes);
  }

  flush(): Promise<void> {
    return this.#line.flush();
  }

  async close(): Promise<void> {
    await this.#line.close();
    this.#port = null;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#line.onData(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    return this.#line.onLost(listener);
  }

  onBack(listener: () => void): () => void {
    return this.#line.onBack(listener);
  }

  async portStatus(signal?: AbortSignal): Promise<Result<PortStatus>> {
    return this.#port ? getPortStatus(this.#port, signal) : this.#closed();
  }

  async softReset(signal?: AbortSignal): Promise<Result<void>> {
    return this.#port ? softReset(this.#port, signal) : this.#closed();
  }

  async #introduce(port: UsbPort): Promise<Result<void>> {
    const id = await getDeviceId(port);
    if (!id.ok) return id;
    this.#port = port;
    this.#deviceId = id.value;
    return ok(undefined);
  }

  #closed(): Result<never> {
    return err(failure(transportErrors, 'E1009', this.name));
  }
}

/** Where the first of these devices that is a printer of this class takes its bytes; null when none is. */
function printerPlace(devices: readonly UsbDeviceInfo[]): UsbPlace | null {
  for (const device of devices) {
    const own = printerInterface(device.interfaces);
    if (own) return { device, interfaceNumber: own.number };
  }
  return null;
}

function printerInterface(interfaces: readonly UsbInterface[]): UsbInterface | null {
  const printers = interfaces.filter(
    (item) => item.class === PRINTER.class && item.subclass === PRINTER.subclass && hasBothWays(item),
  );
  for (const protocol of PROTOCOLS) {
    const found = printers.find((item) => item.protocol === protocol);
    if (found) return found;
  }
  return null;
}

const hasBothWays = ({ endpoints }: UsbInterface): boolean => {
  const bulk = endpoints.filter(({ type }) => type === 'bulk');
  return bulk.some(({ address }) => address >= 0x80) && bulk.some(({ address }) => address < 0x80);
};
