/**
 * A simulated USB device, as hardware would be made: descriptors, endpoints, bytes. It knows nothing of our drivers. Who carries
 * it to a host: in tests a bus in memory, in the lab the kernel's own vhci-hcd, so that the real USB stack talks to it.
 */
export interface UsbModel {
  /** Device descriptor, 18 bytes. */
  readonly device: Uint8Array;
  /** Configuration descriptor with its interfaces and endpoints, wTotalLength bytes. */
  readonly configuration: Uint8Array;
  /** String descriptors by index, from 1. */
  readonly strings: Readonly<Record<number, string>>;
  readonly speed: 'low' | 'full' | 'high';
  /** The carrier gives the way to the host when the device is plugged in, and takes it away when it is pulled out. */
  plugged(host: UsbHost): void;
  unplugged(): void;
  /**
   * Class and vendor requests, and whatever standard request the carrier does not answer by itself (it answers descriptors,
   * configuration, interface, endpoint halt). The bytes for the host, or nothing for a request without data; 'stall' refuses.
   */
  control(setup: UsbModelSetup, data: Uint8Array): UsbAnswer | Promise<UsbAnswer>;
  /** One OUT transfer has arrived. 'stall' halts the endpoint; 'never' leaves the transfer hanging for ever (NAK). */
  out(
    endpoint: number,
    bytes: Uint8Array,
  ): 'taken' | 'stall' | 'never' | Promise<'taken' | 'stall' | 'never'>;
  /** The host has cleared the halt of this endpoint. */
  haltCleared?(endpoint: number): void;
  /** Another alternate setting was chosen. */
  setInterface?(number: number, alternate: number): void;
}

export type UsbAnswer = Uint8Array | undefined | 'stall';

export interface UsbModelSetup {
  readonly bmRequestType: number;
  readonly bRequest: number;
  readonly wValue: number;
  readonly wIndex: number;
  readonly wLength: number;
}

/** The model's way to the host. Endpoint addresses have bit 7 set (0x81). */
export interface UsbHost {
  /**
   * Queues one IN transfer's bytes. Longer than the host asked for: the rest goes into its next transfer when the host asks for
   * whole packets; else it is babble, the transfer is lost (E1011).
   */
  send(endpoint: number, bytes: Uint8Array): void;
  /** Halts an IN endpoint until the host clears it. */
  stall(endpoint: number): void;
  /** Throws away what is queued on an IN endpoint. */
  drop(endpoint: number): void;
  /** Bytes queued on an IN endpoint that the host has not fetched yet: a camera leaves pictures out rather than let them grow old. */
  queued(endpoint: number): number;
}
