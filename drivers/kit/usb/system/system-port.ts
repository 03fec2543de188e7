import { transportErrors } from '../../errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../result.ts';
import type { UsbDeviceInfo, UsbInterface, UsbPort, UsbSetup, UsbWait } from '../usb-bus.ts';
import type { UsbLibrary } from './library.ts';
import type { SystemDevice } from './system-device.ts';
import { transfer } from './transfer.ts';

const SETUP_BYTES = 8;
const typeNumbers = { control: 0, isochronous: 1, bulk: 2, interrupt: 3 } as const;

/** A claimed interface of a device on the real bus. */
export class SystemPort implements UsbPort {
  readonly info: UsbDeviceInfo;
  readonly interface: UsbInterface;
  readonly #usb: UsbLibrary;
  readonly #device: SystemDevice;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #closed: Promise<void> | null = null;

  constructor(usb: UsbLibrary, device: SystemDevice, info: UsbDeviceInfo, own: UsbInterface) {
    this.#usb = usb;
    this.#device = device;
    this.info = info;
    this.interface = own;
  }

  get isOpen(): boolean {
    return this.#closed === null && !this.#device.gone;
  }

  async read(endpoint: number, length: number, wait: UsbWait): Promise<Result<Uint8Array>> {
    const buffer = Buffer.alloc(length);
    const moved = await this.#transfer(endpoint, this.#typeOf(endpoint), buffer, wait);
    return moved.ok ? ok(buffer.subarray(0, moved.value)) : moved;
  }

  async write(endpoint: number, bytes: Uint8Array, wait: UsbWait): Promise<Result<void>> {
    const moved = await this.#transfer(endpoint, this.#typeOf(endpoint), Buffer.from(bytes), wait);
    if (!moved.ok) return moved;
    return moved.value === bytes.length ? ok(undefined) : this.#fail('E1006');
  }

  async controlIn(setup: UsbSetup, length: number, wait: UsbWait): Promise<Result<Uint8Array>> {
    const buffer = requestOf(setup, length, length);
    const moved = await this.#transfer(0, typeNumbers.control, buffer, wait);
    return moved.ok ? ok(buffer.subarray(SETUP_BYTES, SETUP_BYTES + moved.value)) : moved;
  }

  async controlOut(setup: UsbSetup, bytes: Uint8Array, wait: UsbWait): Promise<Result<void>> {
    const buffer = requestOf(setup, bytes.length, bytes.length);
    buffer.set(bytes, SETUP_BYTES);
    const moved = await this.#transfer(0, typeNumbers.control, buffer, wait);
    return moved.ok ? ok(undefined) : moved;
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    return this.#device.onGone(() => {
      if (this.#closed === null) listener(failure(transportErrors, 'E1005', this.info.path));
    });
  }

  close(): Promise<void> {
    this.#closed ??= this.#shut();
    return this.#closed;
  }

  async #shut(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#pending);
    await this.#device.release(this.interface.number);
  }

  async #transfer(
    endpoint: number,
    type: number,
    buffer: Buffer,
    { limitMs, signal }: UsbWait,
  ): Promise<Result<number>> {
    if (this.#closed !== null) return this.#fail('E1009');
    if (this.#device.gone) return this.#fail('E1005');
    const off = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const moving = transfer({
      usb: this.#usb,
      raw: this.#device.raw,
      endpoint,
      type,
      buffer,
      wait: { limitMs, signal: off },
    });
    this.#pending.add(moving);
    const moved = await moving;
    this.#pending.delete(moving);
    return moved;
  }

  #typeOf(endpoint: number): number {
    const own = this.interface.endpoints.find(({ address }) => address === endpoint);
    if (!own)
      throw new Error(`interface ${this.interface.number} has no endpoint 0x${endpoint.toString(16)}`);
    return typeNumbers[own.type];
  }

  #fail(code: keyof typeof transportErrors): Result<never> {
    return err(failure(transportErrors, code, this.info.path));
  }
}

/** The eight bytes of the request, and room for its data. */
function requestOf(setup: UsbSetup, length: number, room: number): Buffer {
  const buffer = Buffer.alloc(SETUP_BYTES + room);
  buffer.writeUInt8(setup.bmRequestType, 0);
  buffer.writeUInt8(setup.bRequest, 1);
  buffer.writeUInt16LE(setup.wValue, 2);
  buffer.writeUInt16LE(setup.wIndex, 4);
  buffer.writeUInt16LE(length, 6);
  return buffer;
}
