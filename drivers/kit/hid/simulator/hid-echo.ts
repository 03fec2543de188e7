import {
  configurationDescriptor,
  deviceDescriptor,
  hidDescriptor,
  reportDescriptor,
} from '../../usb/simulator/descriptors.ts';
import type { UsbHost, UsbModel } from '../../usb/simulator/usb-model.ts';

/** A simulated HID device of no known kind: each output report is answered with an input report. */
export interface HidEchoModel extends UsbModel {
  host: UsbHost | null;
  /** Output reports as they came, by endpoint or by request. */
  readonly received: Uint8Array[];
  feature: Uint8Array;
  /** What is sent for an output report; the same bytes by default. */
  reply: (report: Uint8Array) => Uint8Array[];
}

export interface HidEchoOptions {
  readonly reportBytes?: number;
  readonly reportId?: number;
  /** Without an OUT endpoint, output reports come as requests. */
  readonly outEndpoint?: boolean;
}

export function hidEchoModel(options: HidEchoOptions = {}): HidEchoModel {
  const { reportBytes = 64, reportId = 0, outEndpoint = true } = options;
  const reports = reportDescriptor({
    reportId,
    inputBytes: reportBytes,
    outputBytes: reportBytes,
    featureBytes: 8,
  });
  const received: Uint8Array[] = [];
  const take = (report: Uint8Array): void => {
    received.push(report);
    for (const reply of model.reply(report)) model.host?.send(0x81, reply);
  };
  const maxPacketBytes = 64;
  const input = { address: 0x81, type: 'interrupt', maxPacketBytes } as const;
  const output = { address: 0x02, type: 'interrupt', maxPacketBytes } as const;
  const model: HidEchoModel = {
    device: deviceDescriptor({ vendorId: 0x1209, productId: 0x0004 }),
    configuration: configurationDescriptor([
      {
        class: [3, 0, 0],
        extra: hidDescriptor(reports.length),
        endpoints: outEndpoint ? [input, output] : [input],
      },
    ]),
    strings: { 1: 'Simulated', 2: 'HID echo', 3: 'SIM-HID' },
    speed: 'full',
    host: null,
    received,
    feature: new Uint8Array(8),
    reply: (report) => [report],
    plugged: (host) => {
      model.host = host;
    },
    unplugged: () => {
      model.host = null;
    },
    control: ({ bmRequestType, bRequest, wValue }, data) => {
      const kind = wValue >> 8;
      if (bmRequestType === 0x81 && bRequest === 6 && kind === 0x22) return reports;
      if (bmRequestType === 0xa1 && bRequest === 1 && kind === 3)
        return reportId ? Uint8Array.from([reportId, ...model.feature]) : model.feature;
      if (bmRequestType === 0x21 && bRequest === 9 && kind === 3) {
        model.feature = data.slice(reportId ? 1 : 0);
        return undefined;
      }
      if (bmRequestType === 0x21 && bRequest === 9 && kind === 2) {
        take(data);
        return undefined;
      }
      // SET_IDLE, which every host sends.
      return bmRequestType === 0x21 && bRequest === 0x0a ? undefined : 'stall';
    },
    out: (_endpoint, bytes) => {
      take(bytes);
      return 'taken';
    },
  };
  return model;
}
