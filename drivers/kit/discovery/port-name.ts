/**
 * How a person names the wire to a device on a command line: `usb:0400:c35a`, `usb:0400:c35a:SERIAL`, `hid:16c0:05df`, or the
 * name of a serial port as the system has it (`/dev/ttyUSB0`, `COM3`).
 */
export type PortName =
  | { readonly kind: 'serial'; readonly path: string }
  | ({ readonly kind: 'usb' | 'hid' } & PluggedName);

/** A device by its numbers; without a serial number any device with these will do. */
export interface PluggedName {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
}

/** Null when the text begins like a USB or HID name and is none. Numbers are hexadecimal, as `lsusb` prints them. */
export function parsePortName(text: string): PortName | null {
  const [, kind, rest] = /^(usb|hid):(.*)$/is.exec(text) ?? [];
  if (kind === undefined) return text === '' ? null : { kind: 'serial', path: text };
  // Serial numbers may hold colons (a MAC address), so only the first two end a number.
  const [, vendor, product, serialNumber] =
    /^([0-9a-f]{1,4}):([0-9a-f]{1,4})(?::(.+))?$/is.exec(rest as string) ?? [];
  if (vendor === undefined || product === undefined) return null;
  return {
    kind: kind.toLowerCase() as 'usb' | 'hid',
    vendorId: Number.parseInt(vendor, 16),
    productId: Number.parseInt(product, 16),
    ...(serialNumber === undefined ? {} : { serialNumber }),
  };
}

/** Whether a plugged-in device bears this name. */
export const bearsName = (
  device: { readonly vendorId: number; readonly productId: number; readonly serialNumber: string },
  name: PluggedName,
): boolean =>
  device.vendorId === name.vendorId &&
  device.productId === name.productId &&
  (name.serialNumber === undefined || device.serialNumber === name.serialNumber);
