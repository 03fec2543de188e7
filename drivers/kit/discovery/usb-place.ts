import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** A USB device as Linux describes it in sysfs; empty texts where there are none. */
export interface UsbAttributes {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly product: string;
  /** "1-2.4", as the USB bus names it too. */
  readonly place: string;
  /** Of the interface to which the node belongs. */
  readonly interface: { readonly class: number; readonly subclass: number; readonly protocol: number } | null;
}

/** The USB device to which a class device of sysfs belongs (`/sys/class/tty/ttyUSB0`); null when there is none. */
export function usbAttributes(classDevice: string): UsbAttributes | null {
  let folder: string;
  try {
    folder = realpathSync(classDevice);
  } catch {
    return null;
  }
  let own: UsbAttributes['interface'] = null;
  for (; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const read = (name: string): string => attribute(folder, name);
    const number = (name: string): number => Number.parseInt(read(name), 16);
    if (own === null && read('bInterfaceClass') !== '') {
      own = {
        class: number('bInterfaceClass'),
        subclass: number('bInterfaceSubClass'),
        protocol: number('bInterfaceProtocol'),
      };
    }
    if (read('idVendor') === '') continue;
    return {
      vendorId: number('idVendor'),
      productId: number('idProduct'),
      serialNumber: read('serial'),
      manufacturer: read('manufacturer'),
      product: read('product'),
      place: path.basename(folder),
      interface: own,
    };
  }
  return null;
}

function attribute(folder: string, name: string): string {
  try {
    return readFileSync(path.join(folder, name), 'utf8').trim();
  } catch {
    return '';
  }
}
