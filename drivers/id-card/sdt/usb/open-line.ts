import type { Transport } from '../../../kit/transport.ts';
import type { UsbPlace } from '../../../kit/usb/find-place.ts';
import type { UsbBus, UsbDeviceInfo } from '../../../kit/usb/usb-bus.ts';
import { UsbTransport } from '../../../kit/usb/usb-transport.ts';
import { type SdtFraming, sdtLineOf } from './sdt-line.ts';
import { SplitTransport } from './split-transport.ts';

export interface UsbIdCardLineOptions {
  readonly bus: UsbBus;
  /** The reader as it is plugged in now; it is found again by its numbers and its serial number. */
  readonly device: UsbDeviceInfo;
  /** For a device that offers more ways than one; without it the descriptors decide. */
  readonly framing?: SdtFraming | undefined;
}

/** One packet of a full-speed pipe: what readers with a single pipe take and give at a time. */
const PIPE_CHUNK_BYTES = 64;

/** The line to a reader on USB, not opened yet; null when the device offers none (or is a HID device). */
export function usbIdCardLine({ bus, device, framing }: UsbIdCardLineOptions): Transport | null {
  const line = sdtLineOf(device.interfaces, framing);
  if (!line || line.framing === 'hid') return null;
  const name = `usb:${hex(device.vendorId)}:${hex(device.productId)}`;
  const pick = (devices: readonly UsbDeviceInfo[]): UsbDeviceInfo | null => sameReader(devices, device);
  if (line.framing === 'split') return new SplitTransport({ bus, pick, name });
  const place = (devices: readonly UsbDeviceInfo[]): UsbPlace | null => {
    const found = pick(devices);
    const now = found && sdtLineOf(found.interfaces, 'pipe');
    if (!found || now?.framing !== 'pipe') return null;
    const endpoints = { in: now.pair.in.address, out: now.pair.out.address };
    return { device: found, interfaceNumber: now.interface, endpoints };
  };
  return new UsbTransport({
    bus,
    name,
    pick: place,
    chunkBytes: PIPE_CHUNK_BYTES,
    readBytes: PIPE_CHUNK_BYTES,
  });
}

const hex = (value: number): string => value.toString(16).padStart(4, '0');

/** The same reader, wherever it is plugged in now; of two that are alike the one in the old place. */
function sameReader(devices: readonly UsbDeviceInfo[], wanted: UsbDeviceInfo): UsbDeviceInfo | null {
  const alike = devices.filter(
    (device) =>
      device.vendorId === wanted.vendorId &&
      device.productId === wanted.productId &&
      device.serialNumber === wanted.serialNumber,
  );
  return alike.find(({ path }) => path === wanted.path) ?? alike[0] ?? null;
}
