import type { HidBus, HidDeviceInfo } from '../../../kit/hid/hid-bus.ts';
import { HidTransport } from '../../../kit/hid/hid-transport.ts';
import type { Transport } from '../../../kit/transport.ts';
import type { UsbPlace } from '../../../kit/usb/find-place.ts';
import type { UsbBus, UsbDeviceInfo } from '../../../kit/usb/usb-bus.ts';
import { UsbTransport } from '../../../kit/usb/usb-transport.ts';
import { standardPreamble } from '../codec/frame.ts';
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
  const name = nameOf('usb', device);
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

export interface HidIdCardLineOptions {
  readonly bus: HidBus;
  /** The reader as it is plugged in now; it is found again by its numbers and its serial number. */
  readonly device: HidDeviceInfo;
  /** Bytes before the payload of each input report; by default the preamble is looked for. */
  readonly strip?: number | 'find' | undefined;
  /** Number of the output reports; 0, the default: not numbered. */
  readonly reportId?: number | undefined;
  /** The last byte before the payload counts it, in both directions. */
  readonly lengthByte?: boolean | undefined;
}

/** Bytes of a report with everything in front: what an interrupt pipe of full speed carries at a time. */
const REPORT_BYTES = 64;

/** The line to a reader that is a HID device, not opened yet. */
export function hidIdCardLine(options: HidIdCardLineOptions): Transport {
  const { bus, device, strip = 'find', reportId = 0, lengthByte = false } = options;
  return new HidTransport({
    bus,
    name: nameOf('hid', device),
    pick: (devices) => sameReader(devices, device),
    framing: {
      reportBytes: reportId === 0 ? REPORT_BYTES : REPORT_BYTES - 1,
      reportId,
      strip: strip === 'find' ? { find: Uint8Array.from(standardPreamble) } : strip,
      lengthByte,
    },
  });
}

type Numbered = Pick<UsbDeviceInfo, 'vendorId' | 'productId' | 'serialNumber' | 'path'>;

const nameOf = (kind: 'usb' | 'hid', { vendorId, productId }: Numbered): string =>
  [kind, ...[vendorId, productId].map((id) => id.toString(16).padStart(4, '0'))].join(':');

/** The same reader, wherever it is plugged in now; of two that are alike the one in the old place. */
function sameReader<D extends Numbered>(devices: readonly D[], wanted: D): D | null {
  const alike = devices.filter(
    (device) =>
      device.vendorId === wanted.vendorId &&
      device.productId === wanted.productId &&
      device.serialNumber === wanted.serialNumber,
  );
  return alike.find(({ path }) => path === wanted.path) ?? alike[0] ?? null;
}
