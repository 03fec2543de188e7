import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { UsbDeviceInfo, UsbEndpoint, UsbInterface } from '../usb-bus.ts';
import type { RawDevice } from './library.ts';

const SYSFS = '/sys/bus/usb/devices';
const HUB = 9;
const transferTypes = ['control', 'isochronous', 'bulk', 'interrupt'] as const;

/** Bus and ports, as Linux names its devices too: "1-2.4". */
export const pathOf = ({ busNumber, portNumbers }: RawDevice): string =>
  `${busNumber}-${(portNumbers ?? [0]).join('.')}`;

/**
 * Whether it is still that device which stands at its place. The library hears of a pulled-out device a moment after the kernel;
 * until then it lists it beside another one that was plugged in there.
 */
export function isThere(raw: RawDevice): boolean {
  const number = attribute(raw, 'devnum');
  return number === null ? !existsSync(SYSFS) : Number(number) === raw.deviceAddress;
}

export const isHub = ({ deviceDescriptor }: RawDevice): boolean => deviceDescriptor.bDeviceClass === HUB;

/** The texts of a device, which never change while it is plugged in. */
export type Texts = Pick<UsbDeviceInfo, 'serialNumber' | 'manufacturer' | 'product'>;

/**
 * The texts as the kernel read them when the device came: needs no right to open it, and no word to the device. Null where no
 * kernel keeps them.
 */
export function textsOfSystem(raw: RawDevice): Texts | null {
  const text = (name: string): string | null => attribute(raw, name);
  if (text('idVendor') === null) return null;
  return {
    serialNumber: text('serial') ?? '',
    manufacturer: text('manufacturer') ?? '',
    product: text('product') ?? '',
  };
}

/** What drivers see of it. */
export function infoOf(raw: RawDevice, texts: Texts): UsbDeviceInfo {
  const { idVendor: vendorId, idProduct: productId } = raw.deviceDescriptor;
  return { vendorId, productId, ...texts, path: pathOf(raw), interfaces: interfacesOf(raw) };
}

/** The first alternate setting of each; none while the device is not configured. */
function interfacesOf(raw: RawDevice): UsbInterface[] {
  let settings: NonNullable<RawDevice['configDescriptor']>['interfaces'] = [];
  try {
    settings = raw.configDescriptor?.interfaces ?? [];
  } catch {
    // A device that goes while it is asked has none.
  }
  return settings.flatMap(([first]) =>
    first
      ? {
          number: first.bInterfaceNumber,
          class: first.bInterfaceClass,
          subclass: first.bInterfaceSubClass,
          protocol: first.bInterfaceProtocol,
          endpoints: first.endpoints.map(
            (endpoint): UsbEndpoint => ({
              address: endpoint.bEndpointAddress,
              type: transferTypes[endpoint.bmAttributes & 3] ?? 'control',
              maxPacketBytes: endpoint.wMaxPacketSize & 0x7ff,
            }),
          ),
        }
      : [],
  );
}

/** One of the kernel's files about a device; null where there is none, or no such kernel. */
function attribute(raw: RawDevice, name: string): string | null {
  try {
    return readFileSync(path.join(SYSFS, pathOf(raw), name), 'utf8').trim();
  } catch {
    return null;
  }
}
