import { ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import type { PrintJob } from '../../print-job.ts';
import type {
  PrinterIdentity,
  PrinterStatus,
  PrintOptions,
  ReceiptPrinter,
  TakenAnswer,
} from '../../printer.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';
import { loadSlipFont } from '../../render/slip-font.ts';
import { type PrinterTimeouts, resolveTimeouts } from '../../timeouts.ts';
import { PrinterConnection } from './connection.ts';
import { retractSlip, waitTaken } from './output.ts';
import { selfTestJob } from './self-test.ts';
import { type Printed, SlipRun } from './slip-run.ts';
import { Turn } from './turn.ts';

export interface EscposPrinterOptions {
  /** A serial line, or any byte stream without a speed (USB). */
  readonly transport: Transport;
  readonly profile: PrinterProfile;
  readonly simulated?: boolean;
  readonly timeouts?: Partial<PrinterTimeouts>;
  /** The line speed is given: no other is tried. */
  readonly fixedBaud?: boolean;
  /** False: no look at the idle printer and no re-opening; for a single print from the command line. */
  readonly watch?: boolean;
  readonly trace?: TraceSink;
}

/** Receipt printer that speaks ESC/POS over a byte stream. One thing at a time: calls wait for their turn. */
export class EscposPrinter implements ReceiptPrinter {
  readonly #connection: PrinterConnection;
  readonly #run: SlipRun;
  readonly #watches: boolean;
  readonly #turn = new Turn();
  #closing = new AbortController();
  #watching: Promise<void> | null = null;

  constructor(options: EscposPrinterOptions) {
    this.#connection = new PrinterConnection({
      transport: options.transport,
      profile: options.profile,
      timeouts: resolveTimeouts(options.timeouts),
      simulated: options.simulated ?? false,
      fixedBaud: options.fixedBaud ?? false,
      ...(options.trace ? { trace: options.trace } : {}),
    });
    this.#run = new SlipRun(this.#connection);
    this.#watches = options.watch ?? true;
  }

  async open(signal?: AbortSignal): Promise<Result<PrinterIdentity>> {
    const font = loadSlipFont();
    if (!font.ok) {
      this.#connection.board.away(font.error.code);
      return font;
    }
    if (this.#closing.signal.aborted) this.#closing = new AbortController();
    const opened = await this.#turn.take(() => this.#connection.ensureOpen(signal), signal);
    if (this.#watches) this.#watching ??= this.#connection.keep(this.#turn, this.#closing.signal);
    return opened.ok ? ok(this.#connection.identity) : opened;
  }

  async status(signal?: AbortSignal): Promise<Result<PrinterStatus>> {
    const report = await this.#turn.take(() => this.#connection.look(signal), signal);
    return report.ok ? ok(report.value.status) : report;
  }

  deviceStatus(): DeviceStatus {
    return this.#connection.board.status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#connection.board.onChange(listener);
  }

  print(job: PrintJob, options: PrintOptions = {}): Promise<Result<Printed>> {
    return this.#turn.take(() => this.#run.print(job, options), options.signal);
  }

  waitTaken(options: { timeoutMs: number; signal?: AbortSignal }): Promise<Result<TakenAnswer>> {
    return waitTaken(this.#connection, this.#turn, { ...options, seen: this.#run.takeSeen() });
  }

  retract(signal?: AbortSignal): Promise<Result<void>> {
    return this.#turn.take(() => retractSlip(this.#connection, signal), signal);
  }

  selfTest(signal?: AbortSignal): Promise<Result<Printed>> {
    return this.print(selfTestJob(this.#connection.profile), signal ? { signal } : {});
  }

  async close(): Promise<void> {
    this.#closing.abort();
    // First the line: a transfer that the printer does not take ends with it.
    await this.#connection.close();
    await this.#watching;
    this.#watching = null;
    await this.#connection.close();
  }
}
