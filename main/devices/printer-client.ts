import type { PrintJob } from '../../drivers/printer/print-job.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';

const STATUS_LIMIT_MS = 4000;
/** A slow serial line needs up to a minute for a raster slip (printer-voice-elder-ux A1). */
const PRINT_LIMIT_MS = 90_000;
const RETRACT_LIMIT_MS = 10_000;

/** The receipt printer in the drivers worker, as the slips (main/paper) use it. */
export function printerClientOn(worker: WorkerConnection<DriversApi, DriversEvents>) {
  return {
    status: (signal: AbortSignal) => worker.call('printerStatus', {}, { limitMs: STATUS_LIMIT_MS, signal }),
    print: (job: PrintJob, signal: AbortSignal) =>
      worker.call('printSlip', job, { limitMs: PRINT_LIMIT_MS, signal }),
    waitTaken: (limitMs: number, signal: AbortSignal) =>
      worker.call('waitTaken', { timeoutMs: limitMs }, { limitMs: limitMs + 5000, signal }),
    retract: () => worker.call('retract', {}, { limitMs: RETRACT_LIMIT_MS }),
  };
}
