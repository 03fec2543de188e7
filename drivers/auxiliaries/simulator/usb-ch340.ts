import { SerialTransport } from '../../kit/serial-transport.ts';
import { configurationDescriptor, deviceDescriptor } from '../../kit/usb/simulator/descriptors.ts';
import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../../kit/usb/simulator/usb-model.ts';

/** Vendor requests of the bridge, as the kernel's driver (drivers/usb/serial/ch341.c) speaks them. */
const [READ_VERSION, READ_REGISTERS, WRITE_REGISTERS, INIT, MODEM] = [0x5f, 0x95, 0x9a, 0xa1, 0xa4] as const;
/** Two registers are read or written at once. */
const DIVISOR_AND_PRESCALER = 0x1312;
const STATUS = 0x0706;
const CLOCK = 48_000_000;
const [BULK_IN, BULK_OUT] = [0x82, 0x02] as const;
const PACKET = 32;
/** Nobody's bytes are right when the two ends differ by more. */
const SPEED_TOLERANCE = 0.03;

interface Ch340Options {
  /** Driver's end of the cable on which the simulated device hangs. */
  readonly path: string;
  /** At which the device behind the bridge speaks. */
  readonly baudRate: number;
}

/**
 * A simulated CH340 bridge, 1A86:7523, with a simulated serial device behind it. It has no serial number, as the chips have
 * none. At another line speed than the device's it carries garbage, as wires do.
 */
export class UsbCh340 implements UsbModel {
  readonly device = deviceDescriptor({
    vendorId: 0x1a86,
    productId: 0x7523,
    class: [0xff, 0, 0],
    release: 0x0264,
  });
  readonly configuration = configurationDescriptor([
    {
      class: [0xff, 1, 2],
      endpoints: [
        { address: BULK_IN, type: 'bulk', maxPacketBytes: PACKET },
        { address: BULK_OUT, type: 'bulk', maxPacketBytes: PACKET },
        { address: 0x81, type: 'interrupt', maxPacketBytes: 8, interval: 1 },
      ],
    },
  ]);
  readonly strings = { 2: 'USB Serial (simulated)' };
  readonly speed = 'full';
  readonly #line: SerialTransport;
  readonly #baudRate: number;
  #host: UsbHost | null = null;
  #registers = 0;
  #power: Promise<unknown> = Promise.resolve();

  constructor(options: Ch340Options) {
    this.#line = new SerialTransport(options.path);
    this.#baudRate = options.baudRate;
    this.device[14] = 0;
    this.device[16] = 0;
    this.#line.onData((bytes) => this.#toHost(bytes));
  }

  /** Bits per second that the host has set; 0 before it has. */
  get setBaudRate(): number {
    const prescaler = this.#registers & 3;
    const halved = (this.#registers >> 2) & 1;
    const divisor = 0x100 - (this.#registers >> 8);
    return this.#registers === 0 ? 0 : Math.round(CLOCK / (1 << (12 - 3 * prescaler - halved)) / divisor);
  }

  plugged(host: UsbHost): void {
    this.#host = host;
    this.#power = this.#power.then(() => this.#line.open());
  }

  unplugged(): void {
    this.#host = null;
    this.#registers = 0;
    this.#power = this.#power.then(() => this.#line.close());
  }

  /** The simulated device behind it is not stopped. */
  async close(): Promise<void> {
    await this.#power;
    await this.#line.close();
  }

  control({ bmRequestType, bRequest, wValue, wIndex }: UsbModelSetup): UsbAnswer {
    if (bmRequestType === 0xc0 && bRequest === READ_VERSION) return Uint8Array.of(0x31, 0x00);
    if (bmRequestType === 0xc0 && bRequest === READ_REGISTERS)
      return wValue === STATUS ? Uint8Array.of(0xff, 0xee) : new Uint8Array(2);
    if (bmRequestType !== 0x40 || ![WRITE_REGISTERS, INIT, MODEM].some((known) => known === bRequest))
      return 'stall';
    if (bRequest === WRITE_REGISTERS && wValue === DIVISOR_AND_PRESCALER) this.#registers = wIndex;
    return undefined;
  }

  async out(_endpoint: number, bytes: Uint8Array): Promise<'taken'> {
    await this.#power;
    await this.#line.write(this.#carried(bytes));
    return 'taken';
  }

  #toHost(bytes: Uint8Array): void {
    const carried = this.#carried(bytes);
    for (let at = 0; at < carried.length; at += PACKET)
      this.#host?.send(BULK_IN, carried.subarray(at, at + PACKET));
  }

  #carried(bytes: Uint8Array): Uint8Array {
    const fits = Math.abs(this.setBaudRate / this.#baudRate - 1) <= SPEED_TOLERANCE;
    return fits ? bytes : bytes.map((byte) => (byte ^ 0xa5) & 0x7f);
  }
}
