import type { PrintJob } from '../../drivers/printer/print-job.ts';
import type { Result } from '../contract/failure.ts';

/** What the printer says about itself now (drivers/printer/printer.ts, as it crosses to the core). */
export interface ClientPrinterStatus {
  readonly paper: 'full' | 'low' | 'out' | 'jammed' | 'unknown';
  /** This and the next two: `unknown` where the printer tells only its USB port status. */
  readonly cover: 'closed' | 'open' | 'unknown';
  readonly cutter: 'ok' | 'error' | 'unknown';
  readonly head: 'ok' | 'error' | 'unknown';
  /** The slip in the output; `unknown` where the printer has no sensor there. */
  readonly media: 'notPresent' | 'present' | 'jammed' | 'unknown';
  readonly online: boolean;
}

/** The receipt printer as the core reaches it: the driver in its worker process, one call each. */
export interface PrinterClient {
  /** Asked now, never a remembered answer. */
  status(signal: AbortSignal): Promise<Result<ClientPrinterStatus>>;
  /** `ok` only on the printer's proof that the whole job is on paper. */
  print(job: PrintJob, signal: AbortSignal): Promise<Result<{ readonly printed: true }>>;
  waitTaken(limitMs: number, signal: AbortSignal): Promise<Result<'taken' | 'notTaken' | 'noSensor'>>;
  retract(): Promise<Result<void>>;
}
