import { transportErrors } from '../../../kit/errors.ts';
import { err, failure, ok } from '../../../kit/result.ts';
import { buildReports, HID_BLOCK, REPORT_BYTES, readReport } from '../codec/hid-report.ts';
import type { XgCarrier } from './carrier.ts';

const HID_CLASS = 0x03;
/** Feature reports (HID 1.11, 7.2): number 1 to the module, number 2 from it. */
const SET_REPORT = { bmRequestType: 0x21, bRequest: 0x09, wValue: 0x0301 } as const;
const GET_REPORT = { bmRequestType: 0xa1, bRequest: 0x01, wValue: 0x0302 } as const;
/** One report, ms. */
const LIMIT = 1000;

/**
 * Feature reports of the HID variant, as control requests on its interface: the system's HID driver is detached, as the
 * maker's own program does it.
 */
export const hidCarrier: XgCarrier = {
  blockBytes: HID_BLOCK,
  interfaceOf: (interfaces) => interfaces.find((item) => item.class === HID_CLASS) ?? null,
  send: async (port, message) => {
    for (const report of buildReports(message)) {
      const setup = { ...SET_REPORT, wIndex: port.interface.number };
      const sent = await port.controlOut(setup, report, { limitMs: LIMIT });
      report.fill(0);
      if (!sent.ok) return sent;
    }
    return ok(new Uint8Array());
  },
  fetch: async (port) => {
    const setup = { ...GET_REPORT, wIndex: port.interface.number };
    const report = await port.controlIn(setup, REPORT_BYTES, { limitMs: LIMIT });
    if (!report.ok) return report;
    const bytes = readReport(report.value);
    report.value.fill(0);
    return bytes ? ok(bytes) : err(failure(transportErrors, 'E1013', port.info.path));
  },
};
