import { configurationDescriptor, deviceDescriptor } from './descriptors.ts';
import type { UsbHost, UsbModel } from './usb-model.ts';

const SET_LINE_CODING = 0x20;
const GET_LINE_CODING = 0x21;
const SET_CONTROL_LINE_STATE = 0x22;
const SEND_BREAK = 0x23;
/** Capabilities (CDC PSTN 1.2, 5.3.2): line coding, and SEND_BREAK. */
const LINE_CODING = 2;
const BREAK = 4;

export interface AcmOptions {
  readonly vendorId?: number;
  readonly productId?: number;
  readonly product?: string;
  readonly serialNumber?: string;
  /** Whether it says that it can send a break; many do not. */
  readonly sendsBreak?: boolean;
}

/** How the host has set the line. */
export interface LineCoding {
  readonly baudRate: number;
  readonly stopBits: 1 | 1.5 | 2;
  readonly parity: 'none' | 'odd' | 'even' | 'mark' | 'space';
  readonly dataBits: number;
}

const stopBits = [1, 1.5, 2] as const;
const parities = ['none', 'odd', 'even', 'mark', 'space'] as const;

/** A simulated serial device of the class CDC-ACM (CDC 1.2): what has its own USB controller and shows itself as a port. */
export class AcmModel implements UsbModel {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  readonly strings: Readonly<Record<number, string>>;
  readonly speed = 'full';
  readonly #toDevice: (bytes: Uint8Array) => void;
  readonly #sendsBreak: boolean;
  #host: UsbHost | null = null;
  #coding = Uint8Array.of(0x80, 0x25, 0, 0, 0, 0, 8);
  #lines = 0;

  /** @param toDevice gets what the host writes, as it comes */
  constructor(options: AcmOptions, toDevice: (bytes: Uint8Array) => void) {
    const { vendorId = 0x1209, productId = 0x0003, product = 'Serial device', sendsBreak = false } = options;
    this.#toDevice = toDevice;
    this.#sendsBreak = sendsBreak;
    this.device = deviceDescriptor({ vendorId, productId, class: [2, 0, 0] });
    this.strings = { 1: 'Simulated', 2: product, 3: options.serialNumber ?? 'SIM-ACM' };
    const header = [5, 0x24, 0x00, 0x10, 0x01];
    const callManagement = [5, 0x24, 0x01, 0, 1];
    const abilities = [4, 0x24, 0x02, LINE_CODING | (sendsBreak ? BREAK : 0)];
    const union = [5, 0x24, 0x06, 0, 1];
    this.configuration = configurationDescriptor([
      {
        class: [2, 2, 1],
        extra: Uint8Array.from([...header, ...callManagement, ...abilities, ...union]),
        endpoints: [{ address: 0x83, type: 'interrupt', maxPacketBytes: 16, interval: 16 }],
      },
      {
        class: [10, 0, 0],
        endpoints: [
          { address: 0x81, type: 'bulk', maxPacketBytes: 64 },
          { address: 0x02, type: 'bulk', maxPacketBytes: 64 },
        ],
      },
    ]);
  }

  get lineCoding(): LineCoding {
    const view = new DataView(this.#coding.buffer);
    return {
      baudRate: view.getUint32(0, true),
      stopBits: stopBits[view.getUint8(4)] ?? 1,
      parity: parities[view.getUint8(5)] ?? 'none',
      dataBits: view.getUint8(6),
    };
  }

  /** Whether a program has the port open, as a modem sees it. */
  get lines(): { readonly dtr: boolean; readonly rts: boolean } {
    return { dtr: (this.#lines & 1) !== 0, rts: (this.#lines & 2) !== 0 };
  }

  /** What the device says. Lost while it is not plugged in. */
  send(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 64) this.#host?.send(0x81, bytes.subarray(at, at + 64));
  }

  plugged(host: UsbHost): void {
    this.#host = host;
  }

  unplugged(): void {
    this.#host = null;
    this.#lines = 0;
  }

  control(setup: { bmRequestType: number; bRequest: number; wValue: number }, data: Uint8Array) {
    const { bmRequestType, bRequest, wValue } = setup;
    if (bmRequestType === 0xa1 && bRequest === GET_LINE_CODING) return this.#coding;
    if (bmRequestType !== 0x21) return 'stall';
    if (bRequest === SET_LINE_CODING && data.length === 7) this.#coding = Uint8Array.from(data);
    else if (bRequest === SET_CONTROL_LINE_STATE) this.#lines = wValue;
    else if (bRequest !== SEND_BREAK || !this.#sendsBreak) return 'stall';
    return undefined;
  }

  out(_endpoint: number, bytes: Uint8Array): 'taken' {
    this.#toDevice(bytes);
    return 'taken';
  }
}
