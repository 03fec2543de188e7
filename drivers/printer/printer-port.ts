import type { Result } from '../kit/result.ts';
import type { Transport } from '../kit/transport.ts';

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
  /** SOFT_RESET: empties the printer's buffers and lets both pipes begin anew. */
  softReset(signal?: AbortSignal): Promise<Result<void>>;
}

/** The port beside a line, or null where there is none (a serial line). */
export const printerPortOf = (line: Transport): PrinterPort | null =>
  'portStatus' in line && 'softReset' in line ? (line as Transport & PrinterPort) : null;
