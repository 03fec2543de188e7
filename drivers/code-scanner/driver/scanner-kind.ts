import { err, failure, ok, type Result } from '../../kit/result.ts';
import type { UsbPlace } from '../../kit/usb/find-place.ts';
import type { UsbDeviceInfo, UsbInterface, UsbPort } from '../../kit/usb/usb-bus.ts';
import { HidPosReader } from '../codec/hid-pos-reader.ts';
import { type CodeEnd, KeyboardReader } from '../codec/keyboard-reader.ts';
import type { ReportReader } from '../codec/report-reader.ts';
import { codeScannerErrors } from '../errors.ts';

/** How a scanner speaks, as its fingerprint says (docs/devices/code-scanner.md). */
export type CodeScannerModel =
  | { readonly kind: 'keyboard'; readonly end: CodeEnd }
  | { readonly kind: 'hidPos'; readonly dataAt: 2 | 5 };

const HID = 3;
const [BOOT, KEYBOARD] = [1, 1] as const;
/** HID 1.11, 7.2: requests to the interface. */
const SET_IDLE = { bmRequestType: 0x21, bRequest: 0x0a, wValue: 0 } as const;
const SET_BOOT_PROTOCOL = { bmRequestType: 0x21, bRequest: 0x0b, wValue: 0 } as const;
const GET_REPORT_DESCRIPTOR = { bmRequestType: 0x81, bRequest: 0x06, wValue: 0x2200 } as const;
const DESCRIPTOR_BYTES = 512;

export const readerOf = (model: CodeScannerModel, longest: number): ReportReader =>
  model.kind === 'keyboard'
    ? new KeyboardReader({ end: model.end, longest })
    : new HidPosReader({ dataAt: model.dataAt, longest });

/**
 * The interface of such a scanner on this device; null when it has none. Never look for one by this alone: the keyboard of the
 * staff has the same interface, and would be dead once it is ours.
 */
export function scannerPlace(device: UsbDeviceInfo, kind: CodeScannerModel['kind']): UsbPlace | null {
  const fits = (item: UsbInterface): boolean =>
    item.class === HID &&
    (kind === 'keyboard'
      ? item.subclass === BOOT && item.protocol === KEYBOARD
      : item.endpoints.some(
          ({ address, maxPacketBytes }) => (address & 0x80) !== 0 && maxPacketBytes === 64,
        ));
  const found = device.interfaces.find(fits);
  return found ? { device, interfaceNumber: found.number } : null;
}

/** The first device with these numbers, and this serial number where one is given. */
export const scannerPick =
  (
    wanted: {
      readonly vendorId: number;
      readonly productId: number;
      readonly serialNumber?: string | undefined;
    },
    kind: CodeScannerModel['kind'],
  ) =>
  (devices: readonly UsbDeviceInfo[]): UsbPlace | null => {
    const device = devices.find(
      ({ vendorId, productId, serialNumber }) =>
        vendorId === wanted.vendorId &&
        productId === wanted.productId &&
        (wanted.serialNumber === undefined || serialNumber === wanted.serialNumber),
    );
    return device ? scannerPlace(device, kind) : null;
  };

/** Boot protocol, and reports only when something changes. Scanners that refuse either speak so anyway. */
export async function prepareScanner(
  port: UsbPort,
  kind: CodeScannerModel['kind'],
  limitMs: number,
  signal?: AbortSignal,
): Promise<Result<void>> {
  const requests = kind === 'keyboard' ? [SET_BOOT_PROTOCOL, SET_IDLE] : [SET_IDLE];
  for (const request of requests) {
    const setup = { ...request, wIndex: port.interface.number };
    const done = await port.controlOut(setup, new Uint8Array(), { limitMs, signal });
    if (!done.ok && done.error.code !== 'E1010') return done;
  }
  return ok(undefined);
}

/** Whether the report descriptor is that of a keyboard, or of usage page 8C. E2707 when not. */
export async function checkScanner(
  port: UsbPort,
  kind: CodeScannerModel['kind'],
  limitMs: number,
  signal?: AbortSignal,
): Promise<Result<void>> {
  const setup = { ...GET_REPORT_DESCRIPTOR, wIndex: port.interface.number };
  const told = await port.controlIn(setup, DESCRIPTOR_BYTES, { limitMs, signal });
  if (!told.ok) return told;
  const page = usagePage(told.value);
  const expected = kind === 'keyboard' ? 0x01 : 0x8c;
  return page === expected
    ? ok(undefined)
    : err(failure(codeScannerErrors, 'E2707', `usage page ${page ?? 'none'}`));
}

/** The first item of a report descriptor is its usage page, in one or two bytes (HID 1.11, 6.2.2.7). */
function usagePage([item, low = 0, high = 0]: Uint8Array): number | null {
  if (item === 0x05) return low;
  return item === 0x06 ? low | (high << 8) : null;
}
