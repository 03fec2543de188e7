import { configurationDescriptor, hidDescriptor } from '../../../kit/usb/simulator/descriptors.ts';
import type { UsbModel } from '../../../kit/usb/simulator/usb-model.ts';
import { type ModuleEnd, type UsbModuleOptions, usbShell } from './usb-module.ts';
import type { XgSimulator } from './xg-simulator.ts';

/** What a module can do wrong with one report. */
export type HidFault =
  /** Refused. */
  | 'stall'
  /** Something else than a report of this protocol. */
  | 'strange'
  /** It ends behind the bytes in use. */
  | 'short';

export interface HidModuleOptions extends UsbModuleOptions {
  /** First byte of a report from the module: 1 as in the sources, or its own number. */
  readonly answerId?: 1 | 2;
}

export interface HidModule extends UsbModel {
  /** The next report goes so wrong, `times` of them. */
  misbehave(fault: HidFault, on: 'answer' | 'request', times?: number): void;
}

const REPORT = 64;
const DATA = 60;
/** Vendor page; feature reports 1 and 2 of 63 bytes behind their numbers. */
const reports = Buffer.from('0600ff0901a101150026ff0075088501953f0902b1028502953f0903b102c0', 'hex');

/** A HID device with two feature reports. Written from the protocol's description, without the driver's codec. */
export function usbHidModule(simulator: XgSimulator, options: HidModuleOptions = {}): HidModule {
  const { answerId = 1 } = options;
  const faults: { readonly fault: HidFault; readonly on: 'answer' | 'request' }[] = [];
  let module: ModuleEnd | null = null;
  const next = (on: 'answer' | 'request'): HidFault | undefined => {
    const at = faults.findIndex((item) => item.on === on);
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
  };
  const report = (): Uint8Array | 'stall' => {
    const fault = next('answer');
    if (fault === 'stall') return 'stall';
    if (fault === 'strange') return new Uint8Array(REPORT).fill(0xee);
    const said = module?.take(DATA) ?? Buffer.alloc(0);
    const whole = Buffer.alloc(REPORT);
    whole.set([answerId, 0x58, said.length]);
    said.copy(whole, 4);
    return fault === 'short' ? whole.subarray(0, 4 + said.length) : whole;
  };
  const hear = (data: Uint8Array): 'stall' | undefined => {
    const fault = next('request');
    if (fault || data.length !== REPORT || data[0] !== 1 || data[1] !== 0x58) return 'stall';
    module?.say(data.slice(4, 4 + (data[2] as number)));
    return undefined;
  };

  const model = usbShell(simulator, options, {
    configuration: configurationDescriptor([
      {
        class: [0x03, 0, 0],
        extra: hidDescriptor(reports.length),
        endpoints: [{ address: 0x81, type: 'interrupt', maxPacketBytes: REPORT }],
      },
    ]),
    plugged: (_host, end) => {
      module = end;
    },
    unplugged: () => {
      module = null;
    },
    control: ({ bmRequestType, bRequest, wValue }, data) => {
      if (bmRequestType === 0x81 && bRequest === 0x06 && wValue >> 8 === 0x22) return reports;
      // SET_IDLE: nothing comes by itself here.
      if (bmRequestType === 0x21 && bRequest === 0x0a) return undefined;
      if (bmRequestType === 0x21 && bRequest === 0x09 && wValue === 0x0301) return hear(data);
      if (bmRequestType === 0xa1 && bRequest === 0x01 && wValue === 0x0302) return report();
      return 'stall';
    },
    out: () => 'stall',
  });
  return {
    ...model,
    misbehave: (fault, on, times = 1) => {
      for (let count = 0; count < times; count += 1) faults.push({ fault, on });
    },
  };
}
