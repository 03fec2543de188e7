import { z } from 'zod';
import type { Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';
import type { PrintJob } from './print-job.ts';

/** What the printer says about itself, in the words of XFS4IoT `Printer.Status`. */
export const printerStatusSchema = z.object({
  /** `low`: near end, a slip can still be printed. */
  paper: z.enum(['full', 'low', 'out', 'jammed', 'unknown']),
  cover: z.enum(['closed', 'open', 'unknown']),
  cutter: z.enum(['ok', 'error', 'unknown']),
  /** `error`: too hot, wrong voltage or lifted; most printers go on by themselves when it has passed. */
  head: z.enum(['ok', 'error', 'unknown']),
  /** The slip in the output; `unknown` where the profile has no sensor there. */
  media: z.enum(['notPresent', 'present', 'jammed', 'unknown']),
  /** The printer takes print data now. */
  online: z.boolean(),
  /**
   * Whose word this is. `commands`: the printer's own replies (DLE EOT). `portStatus`: only the status of its USB port (paper
   * empty, selected, no error), for a printer that does not reply; all else is unknown then.
   */
  source: z.enum(['commands', 'portStatus']),
});
export type PrinterStatus = z.infer<typeof printerStatusSchema>;

export interface PrinterIdentity {
  readonly profile: string;
  readonly port: string;
  /** Bits per second; null where the line has no speed (USB). */
  readonly baudRate: number | null;
  readonly dotsPerLine: number;
  /** Whether "taken" can be known at all. */
  readonly takenSensor: boolean;
  readonly retract: boolean;
}

/** `processId`: the printer echoed the id of this slip; `queuedStatus`: it answered a request queued behind the slip. */
export type PrintProof = 'processId' | 'queuedStatus';
export type TakenAnswer = 'taken' | 'notTaken' | 'noSensor';

export interface PrintOptions {
  readonly signal?: AbortSignal;
  /**
   * How many times this slip was sent before, when the caller knows more than the driver (after a restart). The driver
   * counts the job ids of its own life time; the larger number is printed as 补打.
   */
  readonly reprint?: number;
}

/**
 * What the terminal asks of a receipt printer. Failures are E4xxx (printer) or E1xxx (port). After `open()` the driver
 * re-opens the port by itself whenever it comes back, until `close()`.
 */
export interface ReceiptPrinter {
  /** Opens the port and hears the printer answer. After a failure the driver keeps trying in the background. */
  open(signal?: AbortSignal): Promise<Result<PrinterIdentity>>;
  /** Asks now; never a remembered answer. */
  status(signal?: AbortSignal): Promise<Result<PrinterStatus>>;
  deviceStatus(): DeviceStatus;
  /** Called when what `deviceStatus()` tells has changed. Returns the function that stops listening. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /**
   * Prints, cuts and presents one slip. `ok` only on the printer's proof. E4011, E4012 and E4021 mean that nobody knows
   * whether a slip came out.
   */
  print(job: PrintJob, options?: PrintOptions): Promise<Result<{ printed: true; proof: PrintProof }>>;
  /** Waits until the slip has left the output, at most `timeoutMs`. */
  waitTaken(options: { timeoutMs: number; signal?: AbortSignal }): Promise<Result<TakenAnswer>>;
  /** Pulls a slip that was not taken back into the machine (it may hold personal data). */
  retract(signal?: AbortSignal): Promise<Result<void>>;
  /** Prints a slip that shows the widths, sizes and the cut; for the technician. */
  selfTest(signal?: AbortSignal): Promise<Result<{ printed: true; proof: PrintProof }>>;
  close(): Promise<void>;
}
