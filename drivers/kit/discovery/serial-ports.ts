import { readdirSync } from 'node:fs';
import path from 'node:path';
import { SerialPort } from 'serialport';
import type { Candidate } from './candidate.ts';
import { usbAttributes } from './usb-place.ts';

/**
 * The serial ports that hang on USB. On Linux from sysfs itself: the list of package serialport starts a program (udevadm) each
 * time, which is slow when a device is to be back within a second, and knows neither the place nor the interface class.
 */
export async function serialPorts(sysfs = '/sys'): Promise<readonly Candidate[]> {
  return process.platform === 'linux' ? fromSysfs(sysfs) : fromPackage();
}

function fromSysfs(sysfs: string): Candidate[] {
  const ttys = path.join(sysfs, 'class', 'tty');
  return namesIn(ttys).flatMap((name) => {
    const usb = usbAttributes(path.join(ttys, name));
    if (!usb) return [];
    const { interface: own, ...texts } = usb;
    return [{ transport: 'serial', ...texts, path: `/dev/${name}`, interfaces: own ? [own] : [] }];
  });
}

async function fromPackage(): Promise<Candidate[]> {
  const ports = await SerialPort.list().catch(() => []);
  return ports.flatMap(({ path: port, vendorId, productId, serialNumber, manufacturer }) => {
    if (vendorId === undefined || productId === undefined) return [];
    return [
      {
        transport: 'serial',
        vendorId: Number.parseInt(vendorId, 16),
        productId: Number.parseInt(productId, 16),
        serialNumber: serialNumber ?? '',
        manufacturer: manufacturer ?? '',
        product: '',
        path: port,
        place: '',
        interfaces: [],
      },
    ];
  });
}

/** Names of the ports that may be on USB; the console and the built-in lines are none. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^tty[A-Z]/.test(name) && !/^ttyS\d+$/.test(name))
      .sort();
  } catch {
    return [];
  }
}
