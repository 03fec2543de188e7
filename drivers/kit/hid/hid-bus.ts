import type { DeviceFailure, Result } from '../result.ts';
import type { UsbWait } from '../usb/usb-bus.ts';

/** A HID device, or one top-level collection of it. */
export interface HidDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  /** Texts are empty where the device has none. */
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly product: string;
  /** The system's name for it (`/dev/hidraw0`); another one after each plugging in. */
  readonly path: string;
  /** Of the first collection, as its report descriptor says (HID Usage Tables). */
  readonly usagePage: number;
  readonly usage: number;
  /** Number of its USB interface; -1 where the system does not tell. */
  readonly interface: number;
}

/**
 * An open HID device. Failures: E1005 gone, E1006 not written, E1007 time, E1008 cancelled, E1009 closed, E1010 refused.
 * Report number 0 means that the device does not number its reports.
 */
export interface HidPort {
  readonly info: HidDeviceInfo;
  readonly isOpen: boolean;
  /** One output report, without its number; as long as the device's report descriptor says. */
  write(reportId: number, bytes: Uint8Array, options: UsbWait): Promise<Result<void>>;
  /** A feature report of at most `length` bytes, without its number. */
  getFeature(reportId: number, length: number, options: UsbWait): Promise<Result<Uint8Array>>;
  setFeature(reportId: number, bytes: Uint8Array, options: UsbWait): Promise<Result<void>>;
  /** Input reports as they come; the number stands in front when the device numbers its reports. */
  onReport(listener: (report: Uint8Array) => void): () => void;
  /** Called once when the device is gone without `close()` having been asked for. */
  onLost(listener: (failure: DeviceFailure) => void): () => void;
  close(): Promise<void>;
}

/** The HID devices that are plugged in. One per process. */
export interface HidBus {
  list(): Promise<readonly HidDeviceInfo[]>;
  /** E1001 gone meanwhile, E1003 no permission (udev rule missing), E1004 else. */
  open(device: HidDeviceInfo): Promise<Result<HidPort>>;
  /** Something came or went; ask `list`. */
  onChange(listener: () => void): () => void;
}
