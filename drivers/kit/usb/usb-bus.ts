import type { DeviceFailure, Result } from '../result.ts';

/** One endpoint of an interface as its descriptor tells it (USB 2.0, 9.6.6). Bit 7 of the address says "to the host". */
export interface UsbEndpoint {
  readonly address: number;
  readonly type: 'control' | 'isochronous' | 'bulk' | 'interrupt';
  readonly maxPacketBytes: number;
}

export interface UsbInterface {
  readonly number: number;
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
  readonly endpoints: readonly UsbEndpoint[];
}

/** A device on the bus. `path` is where it is plugged in ("1-2.4"): it changes when it is plugged in elsewhere. */
export interface UsbDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  /** Empty when the device has none, or may not be opened. */
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly product: string;
  readonly path: string;
  readonly interfaces: readonly UsbInterface[];
}

export interface UsbSetup {
  readonly bmRequestType: number;
  readonly bRequest: number;
  readonly wValue: number;
  readonly wIndex: number;
}

/**
 * One interface of a device, claimed for us alone (the kernel's own driver was detached and comes back at `close`). Every
 * transfer has a time limit of its own and can be called off. Failures: E1005 gone, E1006 not written, E1007 time, E1008
 * cancelled, E1009 closed, E1010 stall (cleared before it is told), E1011 more bytes than asked for.
 */
export interface UsbPort {
  readonly info: UsbDeviceInfo;
  readonly interface: UsbInterface;
  readonly isOpen: boolean;
  /**
   * One transfer of at most `length` bytes; a short one, even an empty one, is an answer. Ask for whole packets (a multiple of
   * the endpoint's `maxPacketBytes`), or a longer transfer of the device is lost (E1011).
   */
  read(endpoint: number, length: number, options: UsbWait): Promise<Result<Uint8Array>>;
  /** All of the bytes in one transfer. */
  write(endpoint: number, bytes: Uint8Array, options: UsbWait): Promise<Result<void>>;
  controlIn(setup: UsbSetup, length: number, options: UsbWait): Promise<Result<Uint8Array>>;
  controlOut(setup: UsbSetup, bytes: Uint8Array, options: UsbWait): Promise<Result<void>>;
  /** Called once when the device was pulled out. */
  onLost(listener: (failure: DeviceFailure) => void): () => void;
  close(): Promise<void>;
}

export interface UsbWait {
  /** Milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is plugged in. One per process, with standing hot-plug listeners. */
export interface UsbBus {
  list(): Promise<readonly UsbDeviceInfo[]>;
  /** E1001 gone meanwhile, E1002 held by another program, E1003 no permission (udev rule missing), E1004 else. */
  open(device: UsbDeviceInfo, interfaceNumber: number): Promise<Result<UsbPort>>;
  /** Something was plugged in or pulled out; ask `list`. */
  onChange(listener: () => void): () => void;
}
