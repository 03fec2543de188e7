import type { HidDeviceInfo } from '../hid/hid-bus.ts';
import type { UsbDeviceInfo } from '../usb/usb-bus.ts';

/**
 * A device, or one of its ways in, as the system lists it: the same shape for USB, HID and serial ports, so that fingerprints
 * are compared with all of them. One device may show several candidates (a HID device is on the USB bus too).
 */
export interface Candidate {
  readonly transport: 'usb' | 'hid' | 'serial';
  readonly vendorId: number;
  readonly productId: number;
  /** Empty texts where the device has none or the system does not tell. */
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly product: string;
  /** What is opened: `/dev/ttyUSB0`, `COM3`, `/dev/hidraw0`; on USB the place. */
  readonly path: string;
  /** Where it is plugged in ("1-2.4"), one and the same for all candidates of a device; empty where the system does not tell. */
  readonly place: string;
  readonly interfaces: readonly CandidateInterface[];
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
  /** As its bus listed it; for `usb` and `hid`. */
  readonly usb?: UsbDeviceInfo | undefined;
  readonly hid?: HidDeviceInfo | undefined;
  /** IEEE 1284, where a printer was asked. */
  readonly deviceId?: { readonly manufacturer: string; readonly model: string } | undefined;
}

interface CandidateInterface {
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
}

/** Two candidates with the same answer are one device. */
export const deviceOf = ({ place, path }: Candidate): string => (place === '' ? path : place);
