import type { usb } from 'usb';

/** The part of package `usb` that is used: libusb nearly as it is. */
export type UsbLibrary = typeof usb;
export type RawDevice = ReturnType<UsbLibrary['getDeviceList']>[number];

/** Statuses and errors of libusb (libusb.h), which the library tells as `errno` of an error: statuses > 0, errors < 0. */
export const libusb = {
  cancelled: 3,
  stall: 4,
  noDevice: 5,
  overflow: 6,
  errorAccess: -3,
  errorNoDevice: -4,
  errorNotFound: -5,
  errorBusy: -6,
} as const;

let loading: Promise<UsbLibrary | null> | null = null;

/** Loads the library at first use; null on a machine on which it cannot run, which then has no USB devices for us. */
export function loadUsb(): Promise<UsbLibrary | null> {
  loading ??= import('usb').then(
    ({ usb }) => (usb.INIT_ERROR ? null : usb),
    () => null,
  );
  return loading;
}

/** The library's number for why it threw or called back; undefined for an error of another kind. */
export const errnoOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined;
