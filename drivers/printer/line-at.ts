import { bearsName, type PortName } from '../kit/discovery/port-name.ts';
import { SerialTransport } from '../kit/serial-transport.ts';
import type { Transport } from '../kit/transport.ts';
import type { UsbBus } from '../kit/usb/usb-bus.ts';
import { UsbPrinterLine } from './usb/printer-line.ts';

/** The ways to a printer that can be named on a command line. */
export type PrinterPortName = Exclude<PortName, { kind: 'hid' }>;

/** The line to the printer of this name, not opened yet. `bus` is asked only for a printer on USB. */
export function printerLineAt(name: PrinterPortName, bus: () => UsbBus): Transport {
  if (name.kind === 'serial') return new SerialTransport(name.path);
  const { vendorId, productId } = name;
  const numbers = [vendorId, productId].map((id) => id.toString(16).padStart(4, '0'));
  return new UsbPrinterLine({
    bus: bus(),
    name: `usb:${numbers.join(':')}`,
    isWanted: (device) => bearsName(device, name),
  });
}
