import type { Result } from '../kit/result.ts';
import type { Transport } from '../kit/transport.ts';
import type { DeviceId } from './usb/device-id.ts';

/** The one byte of GET_PORT_STATUS (USB printer class 1.1, 4.2.2), which is the status lines of a parallel port. */
export interface PortStatus {
  readonly paperEmpty: boolean;
  readonly selected: boolean;
  readonly error: boolean;
}

/** What a USB printer answers beside its byte stream, on the control pipe: also when it takes no data any more. */
export interface PrinterPort {
  /** Codes E1xxx. Many printers say always the same here: a weaker word than their replies to status commands. */
  portStatus(signal?: AbortSignal): Promise<Result<PortStatus>>;
  /** The printer's own word for what it is, read when the line was opened; null when it gave none. */
  readonly deviceId: DeviceId | null;
  /** SOFT_RESET: empties the printer's buffers and lets both pipes begin anew. */
  softReset(signal?: AbortSignal): Promise<Result<void>>;
}

/** The port beside a line, or null where there is none (a serial line, or no device found yet). */
export function printerPortOf(line: Transport): PrinterPort | null {
  if ('portStatus' in line && 'softReset' in line) return line as Transport & PrinterPort;
  return line.within ? printerPortOf(line.within) : null;
}
