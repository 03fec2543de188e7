import { type PrintJob, printJobSchema } from '../../drivers/printer/print-job.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import { voiceFailure } from '../contract/errors/voice-codes.ts';
import type { SlipContent, SlipPrinter } from '../ports/slip-printer.ts';
import { composeSlip } from './compose-slip.ts';
import type { SlipTerminal } from './slip-frame.ts';
import type { PrinterClient } from './printer-client.ts';
import { readiness } from './printer-readiness.ts';

export interface SlipPrinterOptions {
  readonly terminal: SlipTerminal;
  readonly printer: PrinterClient;
  /** Any simulated device or setting in use. */
  readonly simulated: boolean;
}

/** The job of a slip, or E8101 when it cannot be set; nothing was sent to the printer then. */
function jobOf(content: SlipContent, { terminal, simulated }: SlipPrinterOptions): Result<PrintJob> {
  try {
    const parsed = printJobSchema.safeParse(composeSlip(content, terminal, simulated));
    if (parsed.success) return ok(parsed.data);
    // The place of the fault, never the value: a value may be a person's.
    return fail(voiceFailure('E8101', parsed.error.issues[0]?.path.join('.')));
  } catch (error) {
    // Says which part, never its value: "Invalid time value", or that a code is missing.
    if (error instanceof RangeError) return fail(voiceFailure('E8101', error.message));
    throw error;
  }
}

/**
 * Port `SlipPrinter` on a receipt printer. Failures: E4xxx of the printer, E8101 when the slip cannot be set, and whatever
 * the client tells when the printer's process is away.
 */
export function createSlipPrinter(options: SlipPrinterOptions): SlipPrinter {
  const { printer } = options;
  return {
    async ready(signal) {
      const status = await printer.status(signal);
      return status.ok ? readiness(status.value) : status;
    },
    async print(content, signal) {
      const job = jobOf(content, options);
      if (!job.ok) return job;
      const printed = await printer.print(job.value, signal);
      return printed.ok ? ok({ jobId: job.value.id }) : printed;
    },
    waitTaken: (limitMs, signal) => printer.waitTaken(limitMs, signal),
    retract: () => printer.retract(),
  };
}
