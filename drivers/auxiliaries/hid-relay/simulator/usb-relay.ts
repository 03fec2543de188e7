import {
  configurationDescriptor,
  deviceDescriptor,
  hidDescriptor,
  reportDescriptor,
} from '../../../kit/usb/simulator/descriptors.ts';
import type { UsbAnswer, UsbModel, UsbModelSetup } from '../../../kit/usb/simulator/usb-model.ts';

export interface UsbRelayTraits {
  /** 1, 2, 4 or 8; the board says it in its product string. */
  readonly relays?: number;
  /** The board's own name, five characters; it has no USB serial number. */
  readonly name?: string;
}

/** `stuck`: takes the command and switches nothing. `strange`: its state is another device's. `refuse`: stalls. */
export type UsbRelayFault = 'stuck' | 'strange' | 'refuse';

const reports = reportDescriptor({ inputBytes: 0, outputBytes: 0, featureBytes: 8 });
const [GET_DESCRIPTOR, GET_FEATURE, SET_FEATURE, SET_IDLE] = [0x8106, 0xa101, 0x2109, 0x210a] as const;

/** A simulated HID relay board, as lsusb and the public tools for it show it. */
export class UsbRelay implements UsbModel {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  readonly strings: Readonly<Record<number, string>>;
  readonly speed = 'full';
  readonly #name: string;
  readonly #count: number;
  readonly #listeners = new Set<() => void>();
  #bits = 0;
  #fault: UsbRelayFault | null = null;

  constructor({ relays = 4, name = 'SIMR1' }: UsbRelayTraits = {}) {
    this.#name = name;
    this.#count = relays;
    this.device = deviceDescriptor({ vendorId: 0x16c0, productId: 0x05df });
    // No serial number: string 3 is not there to be asked for.
    this.device[16] = 0;
    this.configuration = configurationDescriptor([
      {
        class: [3, 0, 0],
        extra: hidDescriptor(reports.length),
        endpoints: [{ address: 0x81, type: 'interrupt', maxPacketBytes: 8, interval: 20 }],
      },
    ]);
    this.strings = { 1: 'www.dcttech.com', 2: `USBRelay${relays}` };
  }

  /** The relays that are on, from 1. */
  get on(): readonly number[] {
    return Array.from({ length: this.#count }, (_, at) => at + 1).filter(
      (relay) => (this.#bits & (1 << (relay - 1))) !== 0,
    );
  }

  plugged(): void {
    this.#bits = 0;
  }

  /** The board has its power from the cable: its relays fall off. */
  unplugged(): void {
    this.#bits = 0;
  }

  /** In force until another is, or null. */
  setFault(fault: UsbRelayFault | null): void {
    this.#fault = fault;
  }

  /** Called after each command that the board took. */
  onSwitch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  control(setup: UsbModelSetup, data: Uint8Array): UsbAnswer {
    const request = (setup.bmRequestType << 8) | setup.bRequest;
    const feature = setup.wValue >> 8 === 3;
    if (request === GET_DESCRIPTOR && setup.wValue === 0x2200) return reports;
    if (request === SET_IDLE) return undefined;
    if (!feature || this.#fault === 'refuse') return 'stall';
    if (request === GET_FEATURE) return this.#state();
    if (request !== SET_FEATURE) return 'stall';
    this.#switch(data);
    for (const listener of [...this.#listeners]) listener();
    return undefined;
  }

  out(): 'stall' {
    return 'stall';
  }

  #state(): Uint8Array {
    if (this.#fault === 'strange') return Uint8Array.from([0x5a, 0xa5, 1, 2, 3, 4, 5, 6]);
    return Uint8Array.from([
      ...Buffer.from(this.#name.padEnd(5, '\0').slice(0, 5), 'latin1'),
      0,
      0,
      this.#bits,
    ]);
  }

  #switch([command, relay = 0]: Uint8Array): void {
    if (this.#fault === 'stuck') return;
    const all = (1 << this.#count) - 1;
    const bit = relay >= 1 && relay <= this.#count ? 1 << (relay - 1) : 0;
    if (command === 0xff) this.#bits |= bit;
    else if (command === 0xfd) this.#bits &= ~bit;
    else if (command === 0xfe) this.#bits = all;
    else if (command === 0xfc) this.#bits = 0;
  }
}
