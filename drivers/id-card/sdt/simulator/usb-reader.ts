import { SerialTransport } from '../../../kit/serial-transport.ts';
import { deviceDescriptor } from '../../../kit/usb/simulator/descriptors.ts';
import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../../../kit/usb/simulator/usb-model.ts';
import { AnswerCollector } from './answer-collector.ts';
import type { SdtSimulator } from './sdt-simulator.ts';
import { UsbFaults } from './usb-faults.ts';
import { hidFraming, pipeFraming, splitFraming, type UsbFraming } from './usb-framing.ts';

export interface UsbReaderOptions {
  readonly framing: 'split' | 'pipe' | 'hid';
  /** HID only: bytes in front of the payload of each report; 0 by default. */
  readonly front?: 0 | 1 | 2;
  /** 0400:C35A for the split framing; numbers of nobody for the others. */
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
  /** The module's own cable was cut by a fault of its script (`unplug`): whoever carries the device pulls it out. */
  readonly onCut?: () => void;
}

const standardNumbers = { vendorId: 0x0400, productId: 0xc35a };
/** pid.codes keeps these for tests. */
const testNumbers = { vendorId: 0x1209, productId: 0x0010 };

const SET_REPORT = 0x09;
const SET_IDLE = 0x0a;
const GET_DESCRIPTOR = 0x06;
const REPORT_DESCRIPTOR = 0x22;

/**
 * A simulated ID-card reader on USB: the simulated module behind a USB controller. The module is reached over its pty, so
 * that every card and every fault of `SdtSimulator` works here too; `faults` adds those of the transfers.
 */
export class UsbReader implements UsbModel {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  readonly strings: Readonly<Record<number, string>>;
  readonly speed = 'full';
  readonly faults = new UsbFaults();
  readonly #simulator: SdtSimulator;
  readonly #framing: UsbFraming;
  readonly #line: SerialTransport;
  readonly #collector = new AnswerCollector((piece) => this.#toHost(piece));
  #host: UsbHost | null = null;
  #power: Promise<void> = Promise.resolve();

  /** The simulator must be started. It is not stopped with this device. */
  constructor(simulator: SdtSimulator, options: UsbReaderOptions) {
    const { framing, front = 0, serialNumber = 'SIM-SDT-1', onCut } = options;
    const numbers = framing === 'split' ? standardNumbers : testNumbers;
    this.#simulator = simulator;
    this.#framing = { split: splitFraming, pipe: pipeFraming, hid: hidFraming(front) }[framing];
    this.device = deviceDescriptor({ ...numbers, ...options });
    this.configuration = this.#framing.configuration;
    this.strings = { 1: 'Simulated', 2: 'ID card reader (simulated)', 3: serialNumber };
    this.#line = new SerialTransport(simulator.path);
    this.#line.onData((bytes) => {
      if (this.#host) this.#collector.take(bytes);
    });
    this.#line.onLost(() => onCut?.());
  }

  plugged(host: UsbHost): void {
    this.#host = host;
    this.#power = this.#powerUp();
  }

  unplugged(): void {
    this.#host = null;
    this.#collector.clear();
    this.#simulator.restart();
  }

  control(
    { bmRequestType, bRequest, wValue }: UsbModelSetup,
    data: Uint8Array,
  ): UsbAnswer | Promise<UsbAnswer> {
    const { reportDescriptor } = this.#framing;
    if (!reportDescriptor) return 'stall';
    if (bmRequestType === 0x81 && bRequest === GET_DESCRIPTOR && wValue >> 8 === REPORT_DESCRIPTOR) {
      return reportDescriptor;
    }
    if (bmRequestType !== 0x21) return 'stall';
    if (bRequest === SET_IDLE) return undefined;
    if (bRequest !== SET_REPORT) return 'stall';
    return this.out(0, data).then((how) => (how === 'taken' ? undefined : 'stall'));
  }

  async out(_endpoint: number, bytes: Uint8Array): Promise<'taken' | 'stall' | 'never'> {
    if (this.faults.strike('stallOut')) return 'stall';
    if (this.faults.strike('neverOut')) return 'never';
    await this.#power;
    // Bytes that the module does not take are lost, as they are behind a controller.
    await this.#line.write(this.#framing.toModule(bytes));
    return 'taken';
  }

  /** Lets go of the module's line; the device must be unplugged. */
  close(): Promise<void> {
    this.#collector.clear();
    return this.#line.close();
  }

  async #powerUp(): Promise<void> {
    await this.#simulator.replug();
    const opened = await this.#line.open();
    if (!opened.ok) throw new Error(`simulated USB reader: ${opened.error.message}`);
  }

  #toHost(piece: Buffer): void {
    if (!this.#host) return;
    if (this.faults.strike('stallIn')) this.#host.stall(0x81);
    else this.#framing.toHost(this.#host, piece, this.faults);
  }
}
