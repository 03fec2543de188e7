import type { Result } from '../../../kit/result.ts';
import type { UsbInterface, UsbPort } from '../../../kit/usb/usb-bus.ts';

/**
 * How an XG module on USB carries the bytes of its protocol. It never speaks by itself: what it has to say is fetched. The
 * port belongs to one carrier call at a time.
 */
export interface XgCarrier {
  /** Most data in one block of READ_DATA and WRITE_DATA. */
  readonly blockBytes: number;
  /** The interface that speaks so; null when this device has none. */
  interfaceOf(interfaces: readonly UsbInterface[]): UsbInterface | null;
  /** Brings one message. What the module still had to say comes back. E1010 refused, E1007 not taken. */
  send(port: UsbPort, message: Uint8Array): Promise<Result<Uint8Array>>;
  /** What the module has to say; no bytes when that is nothing. `hurry` aborts when somebody wants to send. */
  fetch(port: UsbPort, hurry: AbortSignal): Promise<Result<Uint8Array>>;
}
