import type { Candidate } from '../../drivers/kit/discovery/candidate.ts';
import type { UsbBus } from '../../drivers/kit/usb/usb-bus.ts';
import { UsbPrinterLine } from '../../drivers/printer/usb/printer-line.ts';

const PRINTER_CLASS = 7;

/**
 * Asks each printer on USB what it is (IEEE 1284). Opens it for a moment, so only while nothing prints; one that cannot be
 * opened stays without an answer.
 */
export function withDeviceIds(candidates: readonly Candidate[], bus: UsbBus): Promise<Candidate[]> {
  return Promise.all(
    candidates.map(async (candidate) => {
      const { usb, interfaces } = candidate;
      if (!usb || !interfaces.some((own) => own.class === PRINTER_CLASS)) return candidate;
      const line = new UsbPrinterLine({ bus, name: usb.path, isWanted: ({ path }) => path === usb.path });
      await line.open();
      const { deviceId } = line;
      await line.close();
      if (!deviceId) return candidate;
      const { manufacturer, model } = deviceId;
      return { ...candidate, deviceId: { manufacturer, model } };
    }),
  );
}
