import { err, failure, ok, type Result } from '../../kit/result.ts';
import type { UsbPlace } from '../../kit/usb/find-place.ts';
import type { UsbDeviceInfo, UsbPort } from '../../kit/usb/usb-bus.ts';
import { codeScannerErrors } from '../errors.ts';

/** Class, subclass and protocol of a boot keyboard (HID 1.11, 4.2). */
const [HID, BOOT, KEYBOARD] = [3, 1, 1] as const;
/** HID 1.11, 7.2: requests to the interface. */
const SET_IDLE = { bmRequestType: 0x21, bRequest: 0x0a, wValue: 0 } as const;
const SET_BOOT_PROTOCOL = { bmRequestType: 0x21, bRequest: 0x0b, wValue: 0 } as const;
const GET_REPORT_DESCRIPTOR = { bmRequestType: 0x81, bRequest: 0x06, wValue: 0x2200 } as const;
const DESCRIPTOR_BYTES = 512;
const GENERIC_DESKTOP = 0x01;

/**
 * The keyboard interface of this device; null when it has none. Never look for a scanner by this alone: the keyboard of the
 * staff has the same interface, and would be dead once it is ours.
 */
export function keyboardPlace(device: UsbDeviceInfo): UsbPlace | null {
  const found = device.interfaces.find(
    (item) => item.class === HID && item.subclass === BOOT && item.protocol === KEYBOARD,
  );
  return found ? { device, interfaceNumber: found.number } : null;
}

/** The first device with these numbers, and this serial number where one is given. */
export const scannerPick =
  (wanted: {
    readonly vendorId: number;
    readonly productId: number;
    readonly serialNumber?: string | undefined;
  }) =>
  (devices: readonly UsbDeviceInfo[]): UsbPlace | null => {
    const device = devices.find(
      ({ vendorId, productId, serialNumber }) =>
        vendorId === wanted.vendorId &&
        productId === wanted.productId &&
        (wanted.serialNumber === undefined || serialNumber === wanted.serialNumber),
    );
    return device ? keyboardPlace(device) : null;
  };

/** Boot protocol, and reports only when something changes. Scanners that refuse either speak so anyway. */
export async function prepareKeyboard(
  port: UsbPort,
  limitMs: number,
  signal?: AbortSignal,
): Promise<Result<void>> {
  for (const request of [SET_BOOT_PROTOCOL, SET_IDLE]) {
    const setup = { ...request, wIndex: port.interface.number };
    const done = await port.controlOut(setup, new Uint8Array(), { limitMs, signal });
    if (!done.ok && done.error.code !== 'E1010') return done;
  }
  return ok(undefined);
}

/** Whether its report descriptor is that of a keyboard. E2707 when not. */
export async function checkKeyboard(
  port: UsbPort,
  limitMs: number,
  signal?: AbortSignal,
): Promise<Result<void>> {
  const setup = { ...GET_REPORT_DESCRIPTOR, wIndex: port.interface.number };
  const told = await port.controlIn(setup, DESCRIPTOR_BYTES, { limitMs, signal });
  if (!told.ok) return told;
  const page = usagePage(told.value);
  return page === GENERIC_DESKTOP
    ? ok(undefined)
    : err(failure(codeScannerErrors, 'E2707', `usage page ${page ?? 'none'}`));
}

/** The first item of a report descriptor is its usage page, in one or two bytes (HID 1.11, 6.2.2.7). */
function usagePage([item, low = 0, high = 0]: Uint8Array): number | null {
  if (item === 0x05) return low;
  return item === 0x06 ? low | (high << 8) : null;
}
