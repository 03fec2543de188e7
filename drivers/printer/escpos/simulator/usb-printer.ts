import { SerialTransport } from '../../../kit/serial-transport.ts';
import { configurationDescriptor, deviceDescriptor } from '../../../kit/usb/simulator/descriptors.ts';
import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../../../kit/usb/simulator/usb-model.ts';
import type { EscposSimulator } from './escpos-simulator.ts';
import { UsbPrinterFaults } from './usb-printer-faults.ts';

export interface UsbPrinterOptions {
  /** 154F:0001 by default: the number of a maker, of no product. */
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
  /** MFG and MDL of its device ID. */
  readonly manufacturer?: string;
  readonly model?: string;
  /** Class protocol: 2 both ways, 1 one way, 3 IEEE 1284.4. */
  readonly protocol?: 1 | 2 | 3;
  /** Bytes it holds before it makes the host wait: more than its longest command, for it obeys whole commands. */
  readonly bufferBytes?: number;
  /** The port says always that all is well, as many printers do. */
  readonly numbPort?: boolean;
  /** It knows SOFT_RESET only as version 1.0 of the class has it. */
  readonly oldReset?: boolean;
  /** The simulator has cut its own cable (`unplug`): whoever carries the device pulls it out. */
  readonly onCut?: () => void;
}

const BULK_IN = 0x81;
const BULK_OUT = 0x02;

/**
 * A simulated receipt printer on USB: the simulated printer behind a controller of the printer class. The printer is reached
 * over its pty, so that every fault of `EscposSimulator` works here too; `faults` adds those of the transfers. It has a power
 * supply of its own: pulled out, it goes on printing what it has.
 */
export class UsbPrinter implements UsbModel {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  readonly strings: Readonly<Record<number, string>>;
  readonly speed = 'full';
  readonly faults = new UsbPrinterFaults();
  readonly #simulator: EscposSimulator;
  readonly #options: UsbPrinterOptions;
  readonly #line: SerialTransport;
  readonly #deviceId: Uint8Array;
  #host: UsbHost | null = null;
  #power: Promise<void> = Promise.resolve();
  #sent = 0;

  /** The simulator must be started. It is not stopped with this device. */
  constructor(simulator: EscposSimulator, options: UsbPrinterOptions = {}) {
    const { manufacturer = 'SIMULATED', model = 'POS-80', serialNumber = 'SIM-PRN-1' } = options;
    const { vendorId = 0x154f, productId = 0x0001, protocol = 2, onCut } = options;
    this.#simulator = simulator;
    this.#options = options;
    this.device = deviceDescriptor({ vendorId, productId });
    this.configuration = configurationDescriptor([
      {
        class: [7, 1, protocol],
        endpoints: [
          { address: BULK_IN, type: 'bulk', maxPacketBytes: 64 },
          { address: BULK_OUT, type: 'bulk', maxPacketBytes: 64 },
        ],
      },
    ]);
    this.strings = { 1: manufacturer, 2: `${model} (simulated)`, 3: serialNumber };
    const id = `MFG:${manufacturer};MDL:${model};CMD:ESC/POS;CLS:PRINTER;SN:${serialNumber};`;
    this.#deviceId = Uint8Array.from([
      (id.length + 2) >> 8,
      (id.length + 2) & 0xff,
      ...Buffer.from(id, 'latin1'),
    ]);
    this.#line = new SerialTransport(simulator.port);
    this.#line.onData((bytes) => this.#toHost(bytes));
    this.#line.onLost(() => onCut?.());
  }

  plugged(host: UsbHost): void {
    this.#host = host;
    this.#power = this.#power.then(() => this.#powerUp());
  }

  unplugged(): void {
    this.#host = null;
    this.#power = this.#power.then(() => this.#line.close());
  }

  control({ bmRequestType, bRequest, wIndex }: UsbModelSetup): UsbAnswer {
    if (bmRequestType === 0xa1 && bRequest === 0)
      return wIndex >> 8 === 0 && !this.faults.has('noDeviceId') ? this.#deviceId : 'stall';
    if (bmRequestType === 0xa1 && bRequest === 1) return Uint8Array.of(this.#portStatus());
    if (bRequest !== 2 || bmRequestType !== (this.#options.oldReset ? 0x23 : 0x21)) return 'stall';
    this.#simulator.buffer.drop();
    this.#host?.drop(BULK_IN);
    this.faults.reset();
    return undefined;
  }

  async out(_endpoint: number, bytes: Uint8Array): Promise<'taken' | 'stall' | 'never'> {
    await this.#power;
    const fault = this.faults.strike(bytes.length);
    if (fault) return fault;
    const host = this.#host;
    // Until there is room the controller answers NAK, and questions in real time wait with the rest.
    while (this.#host === host && this.#backlog >= (this.#options.bufferBytes ?? 8192)) await this.#change();
    if (host === null || this.#host !== host) return 'never';
    this.#sent += bytes.length;
    await this.#line.write(bytes);
    return 'taken';
  }

  /** Lets go of the printer's line; the device must be unplugged. */
  async close(): Promise<void> {
    await this.#power;
    await this.#line.close();
  }

  /** On the way to the printer, or in its buffer. */
  get #backlog(): number {
    const { received, bytes } = this.#simulator.buffer;
    return Math.max(0, this.#sent - received) + bytes.length;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#simulator.buffer.onChange(() => {
        stop();
        resolve();
      });
    });
  }

  async #powerUp(): Promise<void> {
    if (this.#simulator.state.faults.includes('unplug')) await this.#simulator.clear('unplug');
    const opened = await this.#line.open();
    if (!opened.ok) throw new Error(`simulated USB printer: ${opened.error.message}`);
    this.#sent = this.#simulator.buffer.received;
  }

  #portStatus(): number {
    const faults: readonly string[] = this.#simulator.state.faults;
    if (this.#options.numbPort) return 0x18;
    const paperEmpty = faults.includes('paperOut');
    const error = ['coverOpen', 'jam', 'cutter', 'headHot', 'broken'].some((fault) => faults.includes(fault));
    return (paperEmpty ? 0x20 : 0) | (paperEmpty || error ? 0 : 0x10) | (error ? 0 : 0x08);
  }

  #toHost(bytes: Uint8Array): void {
    if (this.faults.take('stallIn')) this.#host?.stall(BULK_IN);
    this.#host?.send(BULK_IN, bytes);
  }
}
