import { pause } from '../../../kit/pause.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import { noTrace, type TraceSink } from '../../../kit/trace.ts';
import type { SerialLine } from '../../../kit/transport.ts';
import { printerErrors } from '../../errors.ts';
import type { PrintJob } from '../../print-job.ts';
import type {
  PrinterIdentity,
  PrinterStatus,
  PrintOptions,
  PrintProof,
  ReceiptPrinter,
  TakenAnswer,
} from '../../printer.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';
import { loadSlipFont } from '../../render/slip-font.ts';
import { type PrinterTimeouts, resolveTimeouts } from '../../timeouts.ts';
import * as commands from '../codec/commands.ts';
import { checkJob, markReprint } from './checked-job.ts';
import { composeSlip } from './compose.ts';
import { findSpeed } from './find-speed.ts';
import { EscposLink } from './link.ts';
import { awaitProof } from './proof.ts';
import { SentJobs } from './sent-jobs.ts';
import { selfTestJob } from './self-test.ts';
import { StatusBoard } from './status-board.ts';
import { type StatusReport, StatusQuery } from './status-query.ts';
import { Turn } from './turn.ts';

export interface EscposPrinterOptions {
  readonly transport: SerialLine;
  readonly profile: PrinterProfile;
  readonly simulated?: boolean;
  readonly timeouts?: Partial<PrinterTimeouts>;
  /** The line speed is given: no other is tried. */
  readonly fixedBaud?: boolean;
  /** False: no look at the idle printer and no re-opening; for a single print from the command line. */
  readonly watch?: boolean;
  readonly trace?: TraceSink;
}

type Printed = { readonly printed: true; readonly proof: PrintProof };

const fail = (code: keyof typeof printerErrors, detail?: string): Result<never> =>
  err(failure(printerErrors, code, detail));

/** Looks in a row without an answer until the printer counts as away while a slip is waited for. */
const LOOKS_MISSED = 3;

/** Receipt printer that speaks ESC/POS over a serial line. One thing at a time: calls wait for their turn. */
export class EscposPrinter implements ReceiptPrinter {
  readonly #transport: SerialLine;
  readonly #profile: PrinterProfile;
  readonly #timeouts: PrinterTimeouts;
  readonly #fixedBaud: boolean;
  readonly #watches: boolean;
  readonly #trace: TraceSink;
  readonly #link: EscposLink;
  readonly #query: StatusQuery;
  readonly #board: StatusBoard;
  readonly #turn = new Turn();
  readonly #sent = new SentJobs();
  #closing = new AbortController();
  /** Aborted when something has changed and the watch shall look now. */
  #wakeUp = new AbortController();
  #watching: Promise<void> | null = null;
  /** The printer has answered on this connection. */
  #ready = false;
  /** A slip was broken off: the printer may still hold its rest. */
  #interrupted = false;
  /** The latest slip was seen in the output right after it was proved. */
  #inOutput = false;

  constructor(options: EscposPrinterOptions) {
    this.#transport = options.transport;
    this.#profile = options.profile;
    this.#timeouts = resolveTimeouts(options.timeouts);
    this.#fixedBaud = options.fixedBaud ?? false;
    this.#watches = options.watch ?? true;
    this.#trace = options.trace ?? noTrace;
    this.#link = new EscposLink(options.transport, options.profile.dialect, this.#timeouts);
    this.#query = new StatusQuery(this.#link, options.profile, this.#timeouts);
    this.#board = new StatusBoard(options.simulated ?? false, options.profile.name);
    this.#link.onLost((lost) => {
      this.#ready = false;
      this.#board.away(lost.code);
      this.#wakeUp.abort();
      this.#note(`lost: ${lost.message}`);
    });
    this.#link.onMessage((message) => {
      if (message.kind !== 'automatic') return;
      this.#note(`automatic status ${hex(message.bytes)}`);
      this.#wakeUp.abort();
    });
  }

  async open(signal?: AbortSignal): Promise<Result<PrinterIdentity>> {
    const font = loadSlipFont();
    if (!font.ok) {
      this.#board.away(font.error.code);
      return font;
    }
    if (this.#closing.signal.aborted) this.#closing = new AbortController();
    const opened = await this.#turn.take(() => this.#ensureOpen(signal), signal);
    if (this.#watches) this.#watching ??= this.#watch(this.#closing.signal);
    return opened.ok ? ok(this.#identity()) : opened;
  }

  async status(signal?: AbortSignal): Promise<Result<PrinterStatus>> {
    const report = await this.#turn.take(() => this.#look(signal), signal);
    return report.ok ? ok(report.value.status) : report;
  }

  deviceStatus(): DeviceStatus {
    return this.#board.status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#board.onChange(listener);
  }

  print(job: PrintJob, options: PrintOptions = {}): Promise<Result<Printed>> {
    return this.#turn.take(() => this.#print(job, options), options.signal);
  }

  async waitTaken(options: { timeoutMs: number; signal?: AbortSignal }): Promise<Result<TakenAnswer>> {
    const { timeoutMs, signal } = options;
    const start = performance.now();
    let seen = this.#inOutput;
    this.#inOutput = false;
    let missed = 0;
    for (;;) {
      const report = await this.#turn.take(() => this.#look(signal), signal);
      if (!report.ok) {
        // One answer that came late must not end the watch: an untaken slip would then never be pulled back.
        missed += 1;
        if (missed >= LOOKS_MISSED || signal?.aborted) return report;
        if (await pause(this.#timeouts.takenPoll, signal)) continue;
        return fail('E4021', 'while waiting for the slip to be taken');
      }
      missed = 0;
      const { media } = report.value.status;
      if (media === 'unknown') return ok('noSensor');
      if (media === 'jammed') return fail('E4003', 'in the presenter');
      const waited = performance.now() - start;
      if (media === 'present') seen = true;
      // A quick hand may take the slip between two looks; the proof of printing has already been given.
      else if (seen || waited >= this.#timeouts.appear) return ok('taken');
      if (waited >= timeoutMs) return ok(seen ? 'notTaken' : 'taken');
      if (!(await pause(Math.min(this.#timeouts.takenPoll, Math.max(1, timeoutMs - waited)), signal)))
        return fail('E4021', 'while waiting for the slip to be taken');
    }
  }

  retract(signal?: AbortSignal): Promise<Result<void>> {
    return this.#turn.take(async () => {
      const { retract } = this.#profile;
      if (!retract) return fail('E4015', this.#profile.name);
      const open = await this.#ensureOpen(signal);
      if (!open.ok) return open;
      const sent = await this.#link.send(commands.fromHex(retract), signal);
      if (!sent.ok) return sent;
      const deadline = performance.now() + this.#timeouts.retract;
      for (;;) {
        const report = await this.#look(signal);
        if (!report.ok) return report;
        const { media } = report.value.status;
        if (media === 'notPresent') return ok(undefined);
        if (media === 'unknown') return fail('E4014', 'the output cannot be seen');
        if (performance.now() > deadline) return fail('E4014');
        if (!(await pause(this.#timeouts.takenPoll, signal))) return fail('E4014', 'cancelled');
      }
    }, signal);
  }

  selfTest(signal?: AbortSignal): Promise<Result<Printed>> {
    return this.print(selfTestJob(this.#profile), signal ? { signal } : {});
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#watching;
    this.#watching = null;
    this.#ready = false;
    await this.#transport.close();
    this.#board.offline();
  }

  async #print(input: PrintJob, { signal, reprint = 0 }: PrintOptions): Promise<Result<Printed>> {
    const job = checkJob(input);
    if (!job.ok) return job;
    const sentBefore = Math.max(reprint, this.#sent.count(job.value.id));
    const pieces = composeSlip(markReprint(job.value, sentBefore), this.#profile);
    if (!pieces.ok) return pieces;

    const ready = await this.#makeReady(signal);
    if (!ready.ok) return ready;
    this.#sent.add(job.value.id);
    this.#interrupted = true;
    const bytes = pieces.value.reduce((sum, piece) => sum + piece.length, 0);
    this.#note(`slip of ${bytes} bytes${sentBefore > 0 ? `, sent before: ${sentBefore}` : ''}`);
    const proof = await this.#sendAndProve(pieces.value, bytes, signal);
    if (!proof.ok) {
      this.#note(`not proved: ${proof.error.code}`);
      return err(await this.#afterSending(proof.error));
    }
    this.#interrupted = false;
    this.#note(`printed, proof ${proof.value}`);
    // Seen in the output now, a slip that is gone at the next look was taken by a quick hand. A look that fails says nothing.
    const after = await this.#look(signal);
    this.#inOutput = after.ok && after.value.status.media === 'present';
    return ok({ printed: true, proof: proof.value });
  }

  async #sendAndProve(
    pieces: readonly Uint8Array[],
    bytes: number,
    signal?: AbortSignal,
  ): Promise<Result<PrintProof>> {
    for (const piece of pieces) {
      const sent = await this.#link.send(piece, signal);
      if (!sent.ok) return sent;
    }
    return awaitProof({
      link: this.#link,
      query: this.#query,
      profile: this.#profile,
      timeouts: this.#timeouts,
      processId: this.#sent.nextProcessId(),
      lineMs: Math.ceil((bytes * 10_000) / this.#transport.baudRate),
      ...(signal ? { signal } : {}),
    });
  }

  /** Bytes have gone out: a lost wire or a silent printer now means "nobody knows". */
  async #afterSending(error: DeviceFailure): Promise<DeviceFailure> {
    if (error.code === 'E4010') return failure(printerErrors, 'E4011', error.message);
    if (error.code === 'E4008' || error.code === 'E4009')
      return failure(printerErrors, 'E4012', error.message);
    if (error.code === 'E4022') {
      const report = await this.#look();
      if (report.ok && report.value.blocked) return report.value.blocked;
    }
    this.#board.failed(error.code);
    return error;
  }

  /** Known good before the first byte of a slip: nothing of an earlier one in the buffer or in the output. */
  async #makeReady(signal?: AbortSignal): Promise<Result<void>> {
    let report = await this.#look(signal);
    if (!report.ok) return report;
    if (this.#interrupted || (report.value.blocked && report.value.recoverable)) {
      if (report.value.blocked && !report.value.recoverable) return err(report.value.blocked);
      const recovered = await this.#recover(signal);
      if (!recovered.ok) return recovered;
      report = await this.#look(signal);
      if (!report.ok) return report;
    }
    if (report.value.blocked) return err(report.value.blocked);
    if (report.value.status.media === 'present') return fail('E4013');
    return ok(undefined);
  }

  /** Drops what the printer still holds and cuts off the piece of a slip that was broken off; its owner gets a whole one. */
  async #recover(signal?: AbortSignal): Promise<Result<void>> {
    const { recover, cut, retract } = this.#profile;
    const clear = [...recover.map(commands.fromHex), commands.initialize()];
    const rest = this.#interrupted
      ? [commands.fromHex(cut), ...(retract ? [commands.fromHex(retract)] : [])]
      : [];
    for (const command of [...clear, ...rest]) {
      const sent = await this.#link.send(command, signal);
      if (!sent.ok) return sent;
    }
    this.#note('recovered: buffer cleared');
    const deadline = performance.now() + this.#timeouts.retract;
    if (!this.#query.hasTakenSensor || rest.length === 0) return ok(undefined);
    for (;;) {
      const report = await this.#look(signal);
      if (!report.ok) return report;
      if (report.value.status.media !== 'present' || performance.now() > deadline) return ok(undefined);
      if (!(await pause(this.#timeouts.takenPoll, signal))) return fail('E4010', 'cancelled before printing');
    }
  }

  /** A fresh look; also what the others are told by `deviceStatus`. */
  async #look(signal?: AbortSignal): Promise<Result<StatusReport>> {
    const open = await this.#ensureOpen(signal);
    if (!open.ok) return open;
    const report = await this.#query.report(signal);
    if (report.ok) this.#board.seen(report.value.status, report.value.blocked);
    else if (report.error.code !== 'E4021') {
      this.#ready = false;
      this.#board.away(report.error.code);
    }
    return report;
  }

  /** Opens the port when it is closed and finds the line speed at which the printer answers. */
  async #ensureOpen(signal?: AbortSignal): Promise<Result<void>> {
    if (this.#ready && this.#transport.isOpen) return ok(undefined);
    const opened = await this.#transport.open();
    if (!opened.ok) {
      this.#board.away(opened.error.code);
      return opened;
    }
    this.#link.forget();
    this.#query.newConnection();
    const answered = await findSpeed(this.#transport, this.#query, {
      bauds: this.#fixedBaud ? [] : this.#profile.bauds,
      timeouts: this.#timeouts,
      ...(signal ? { signal } : {}),
    });
    if (!answered.ok) {
      this.#board.away(answered.error.code);
      return answered;
    }
    this.#ready = true;
    if (this.#profile.automaticStatus) await this.#link.send(commands.automaticStatus(true), signal);
    this.#note(`open at ${this.#transport.baudRate} baud`);
    return ok(undefined);
  }

  /** Comes back by itself when the port does, and keeps `deviceStatus` true while nobody prints. */
  async #watch(closing: AbortSignal): Promise<void> {
    const nextIn = (): number =>
      this.#ready && this.#transport.isOpen ? this.#timeouts.idlePoll : this.#timeouts.reopen;
    for (;;) {
      this.#wakeUp = new AbortController();
      await pause(nextIn(), AbortSignal.any([closing, this.#wakeUp.signal]));
      if (closing.aborted) return;
      if (!this.#turn.busy) await this.#turn.take(() => this.#look(closing), closing);
    }
  }

  #identity(): PrinterIdentity {
    return {
      profile: this.#profile.name,
      port: this.#transport.name,
      baudRate: this.#transport.baudRate,
      dotsPerLine: this.#profile.dotsPerLine,
      takenSensor: this.#query.hasTakenSensor,
      retract: this.#profile.retract !== null,
    };
  }

  #note(text: string): void {
    this.#trace({ device: 'printer', direction: 'note', text, atMs: Date.now() });
  }
}

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
