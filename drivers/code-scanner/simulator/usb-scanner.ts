import {
  configurationDescriptor,
  deviceDescriptor,
  hidDescriptor,
  reportDescriptor,
} from '../../kit/usb/simulator/descriptors.ts';
import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../../kit/usb/simulator/usb-model.ts';
import { keyFor } from './typing.ts';

export interface UsbScannerTraits {
  /** How it speaks: as a keyboard, or in reports of usage page 8C. */
  readonly kind?: 'keyboard' | 'hidPos';
  /** What a keyboard types behind a code. */
  readonly end?: 'enter' | 'tab' | 'none';
  /** Where the data of a report of usage page 8C begins. */
  readonly dataAt?: 2 | 5;
  /** Sends every report twice, as keyboards do that repeat what is held down. */
  readonly repeats?: boolean;
  /** Presses the next key before it lets go of the last. */
  readonly rolls?: boolean;
  /** Refuses to be told its protocol, as cheap ones do. */
  readonly stubborn?: boolean;
  readonly serialNumber?: string;
}

/**
 * What can go wrong at the scanner. `garbled`: a key in the middle that no code has (or more data than fits). `rollOver`: the
 * keyboard says that it lost count of its keys. `cut`: half the code and no end. `double`: the code twice. `stall`: the endpoint
 * halts in the middle.
 */
export type UsbScannerFault = 'garbled' | 'rollOver' | 'cut' | 'double' | 'stall';

/** The numbers of a scan engine for terminals; its maker's manual says 0100 for the keyboard and 0110 for HID POS. */
export const simulatedScannerIds = {
  keyboard: { vendorId: 0x1eab, productId: 0x0100 },
  hidPos: { vendorId: 0x1eab, productId: 0x0110 },
} as const;

const IN = 0x81;
const [SHIFT_LEFT, ENTER, TAB, F5] = [0x02, 0x28, 0x2b, 0x3e] as const;
const DATA_BYTES = 56;

/** Report descriptor of the boot keyboard (HID 1.11, appendix B.1): modifiers, reserved, five lights, six keys. */
const keyboardReports = Uint8Array.from([
  ...[0x05, 0x01, 0x09, 0x06, 0xa1, 0x01],
  ...[0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02],
  ...[0x95, 0x01, 0x75, 0x08, 0x81, 0x01],
  ...[
    0x05, 0x08, 0x19, 0x01, 0x29, 0x05, 0x75, 0x01, 0x95, 0x05, 0x91, 0x02, 0x75, 0x03, 0x95, 0x01, 0x91,
    0x01,
  ],
  ...[0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x15, 0x00, 0x25, 0x65, 0x75, 0x08, 0x95, 0x06, 0x81, 0x00],
  0xc0,
]);
const hidPosReports = reportDescriptor({
  usagePage: 0x8c,
  usage: 2,
  reportId: 2,
  inputBytes: 63,
  outputBytes: 0,
});

/** A simulated code scanner on USB. Nothing of it knows the driver. */
export class UsbScanner implements UsbModel {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  readonly strings: Readonly<Record<number, string>>;
  readonly speed = 'full';
  readonly #traits: UsbScannerTraits;
  readonly #reports: Uint8Array;
  #host: UsbHost | null = null;
  #faults: UsbScannerFault[] = [];
  #protocol = 1;

  constructor(traits: UsbScannerTraits = {}) {
    this.#traits = traits;
    const { kind = 'keyboard', serialNumber = 'SIM-CODE-1' } = traits;
    const keyboard = kind === 'keyboard';
    this.#reports = keyboard ? keyboardReports : hidPosReports;
    this.device = deviceDescriptor(simulatedScannerIds[kind]);
    this.configuration = configurationDescriptor([
      {
        class: keyboard ? [3, 1, 1] : [3, 0, 0],
        extra: hidDescriptor(this.#reports.length),
        endpoints: [{ address: IN, type: 'interrupt', maxPacketBytes: keyboard ? 8 : 64, interval: 1 }],
      },
    ]);
    this.strings = { 1: 'Yinling', 2: 'Simulated code scanner', 3: serialNumber };
  }

  plugged(host: UsbHost): void {
    this.#host = host;
    this.#protocol = 1;
  }

  unplugged(): void {
    this.#host = null;
  }

  /** Each code that is shown takes the next one of these. */
  inject(fault: UsbScannerFault): void {
    this.#faults.push(fault);
  }

  clearFaults(): void {
    this.#faults = [];
  }

  /** Somebody holds a code before the scanner. Printable ASCII; does nothing while it is not plugged in. */
  show(text: string): void {
    const fault = this.#faults.shift();
    const typed = this.#traits.kind === 'hidPos' ? this.#reported(text, fault) : this.#typed(text, fault);
    const half = Math.ceil(typed.length / 2);
    if (fault === 'stall') {
      this.#send(typed.slice(0, half));
      this.#host?.stall(IN);
      this.#send(typed.slice(half));
    } else this.#send(fault === 'double' ? [...typed, ...typed] : typed);
  }

  control(setup: UsbModelSetup): UsbAnswer {
    const { bmRequestType, bRequest, wValue, wLength } = setup;
    const request = (bmRequestType << 8) | bRequest;
    if (request === 0x8106 && wValue === 0x2200) return this.#reports;
    if (request === 0x210b && !this.#traits.stubborn) this.#protocol = wValue;
    else if (request === 0xa103 && !this.#traits.stubborn) return Uint8Array.of(this.#protocol);
    else if (request === 0xa101) return new Uint8Array(wLength);
    else if (request !== 0x210a && request !== 0x2109) return 'stall';
    return undefined;
  }

  out(): 'stall' {
    return 'stall';
  }

  #send(reports: readonly Uint8Array[]): void {
    for (const report of reports) {
      this.#host?.send(IN, report);
      if (this.#traits.repeats) this.#host?.send(IN, report);
    }
  }

  #typed(text: string, fault: UsbScannerFault | undefined): Uint8Array[] {
    const { end = 'enter' } = this.#traits;
    const report = (usage: number, shift = false): Uint8Array =>
      Uint8Array.of(shift ? SHIFT_LEFT : 0, 0, usage, 0, 0, 0, 0, 0);
    const presses = [...text].map((character) => {
      const { usage, shift } = keyFor(character);
      return report(usage, shift);
    });
    const middle = Math.floor(presses.length / 2);
    if (fault === 'garbled') presses.splice(middle, 0, report(F5));
    if (fault === 'rollOver') presses.splice(middle, 0, Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1));
    if (fault === 'cut') presses.length = middle;
    else if (end !== 'none') presses.push(report(end === 'enter' ? ENTER : TAB));
    return presses.flatMap((press, at) => {
      const next = presses[at + 1];
      const sameKeyNext = next?.[2] === press[2];
      return this.#traits.rolls && next && !sameKeyNext ? [press] : [press, report(0)];
    });
  }

  #reported(text: string, fault: UsbScannerFault | undefined): Uint8Array[] {
    const { dataAt = 5 } = this.#traits;
    const bytes = Buffer.from(text, 'latin1');
    const reports: Uint8Array[] = [];
    for (let at = 0; at === 0 || at < bytes.length; at += DATA_BYTES) {
      const data = bytes.subarray(at, at + DATA_BYTES);
      const report = Buffer.alloc(64);
      report[0] = 2;
      report[1] = data.length;
      if (dataAt === 5) report.write(']Q1', 2, 'latin1');
      report.set(data, dataAt);
      report[63] = at + DATA_BYTES < bytes.length ? 1 : 0;
      reports.push(report);
    }
    const last = reports.at(-1) as Uint8Array;
    if (fault === 'garbled' || fault === 'rollOver') last[1] = 57;
    if (fault === 'cut') last[63] = 1;
    return reports;
  }
}
