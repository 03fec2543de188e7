import { pause } from '../../../kit/pause.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';
import type { PrintJob } from '../../print-job.ts';
import type { PrintOptions, PrintProof } from '../../printer.ts';
import * as commands from '../codec/commands.ts';
import { checkJob, markReprint } from './checked-job.ts';
import { composeSlip } from './compose.ts';
import type { PrinterConnection } from './connection.ts';
import { awaitProof } from './proof.ts';
import { SentJobs } from './sent-jobs.ts';

export type Printed = { readonly printed: true; readonly proof: PrintProof };

const fail = (code: keyof typeof printerErrors, detail?: string): Result<never> =>
  err(failure(printerErrors, code, detail));

/** Sends slips and proves them, and clears up after one that was broken off. Whoever calls has the turn. */
export class SlipRun {
  readonly #connection: PrinterConnection;
  readonly #sent = new SentJobs();
  /** A slip was broken off: the printer may still hold its rest. */
  #interrupted = false;
  /** The latest slip was seen in the output right after it was proved. */
  #inOutput = false;

  constructor(connection: PrinterConnection) {
    this.#connection = connection;
  }

  /** Whether the latest slip was seen in the output; tells it once. */
  takeSeen(): boolean {
    const seen = this.#inOutput;
    this.#inOutput = false;
    return seen;
  }

  async print(input: PrintJob, { signal, reprint = 0 }: PrintOptions): Promise<Result<Printed>> {
    const connection = this.#connection;
    const job = checkJob(input);
    if (!job.ok) return job;
    const sentBefore = Math.max(reprint, this.#sent.count(job.value.id));
    const pieces = composeSlip(markReprint(job.value, sentBefore), connection.profile);
    if (!pieces.ok) return pieces;

    const ready = await this.#makeReady(signal);
    if (!ready.ok) return ready;
    this.#sent.add(job.value.id);
    this.#interrupted = true;
    const bytes = pieces.value.reduce((sum, piece) => sum + piece.length, 0);
    connection.note(`slip of ${bytes} bytes${sentBefore > 0 ? `, sent before: ${sentBefore}` : ''}`);
    const proof = await this.#sendAndProve(pieces.value, bytes, signal);
    if (!proof.ok) {
      connection.note(`not proved: ${proof.error.code}`);
      return err(await this.#afterSending(proof.error));
    }
    this.#interrupted = false;
    connection.note(`printed, proof ${proof.value}`);
    // Seen in the output now, a slip that is gone at the next look was taken by a quick hand. A look that fails says nothing.
    const after = await connection.look(signal);
    this.#inOutput = after.ok && after.value.status.media === 'present';
    return ok({ printed: true, proof: proof.value });
  }

  async #sendAndProve(
    pieces: readonly Uint8Array[],
    bytes: number,
    signal?: AbortSignal,
  ): Promise<Result<PrintProof>> {
    const { link, query, profile, timeouts } = this.#connection;
    for (const piece of pieces) {
      const sent = await link.send(piece, signal);
      if (!sent.ok) return sent;
    }
    const proof = await awaitProof({
      link,
      query,
      profile,
      timeouts,
      processId: this.#sent.nextProcessId(),
      lineMs: this.#connection.lineMs(bytes),
      ...(signal ? { signal } : {}),
    });
    // The whole slip was taken and only the question behind it was not: it may well be on paper.
    if (!proof.ok && proof.error.code === 'E4022') return fail('E4012', proof.error.message);
    return proof;
  }

  /** Bytes have gone out: a lost wire or a silent printer now means "nobody knows". */
  async #afterSending(error: DeviceFailure): Promise<DeviceFailure> {
    if (error.code === 'E4010') return failure(printerErrors, 'E4011', error.message);
    if (error.code === 'E4008' || error.code === 'E4009')
      return failure(printerErrors, 'E4012', error.message);
    if (error.code === 'E4022') {
      const report = await this.#connection.look();
      if (report.ok && report.value.blocked) return report.value.blocked;
    }
    this.#connection.board.failed(error.code);
    return error;
  }

  /** Known good before the first byte of a slip: nothing of an earlier one in the buffer or in the output. */
  async #makeReady(signal?: AbortSignal): Promise<Result<void>> {
    let report = await this.#connection.look(signal);
    if (!report.ok) return report;
    if (this.#interrupted || (report.value.blocked && report.value.recoverable)) {
      if (report.value.blocked && !report.value.recoverable) return err(report.value.blocked);
      const recovered = await this.#recover(signal);
      if (!recovered.ok) return recovered;
      report = await this.#connection.look(signal);
      if (!report.ok) return report;
    }
    if (report.value.blocked) return err(report.value.blocked);
    if (report.value.status.media === 'present') return fail('E4013');
    return ok(undefined);
  }

  /** Drops what the printer still holds and cuts off the piece of a slip that was broken off; its owner gets a whole one. */
  async #recover(signal?: AbortSignal): Promise<Result<void>> {
    const { link, query, profile, timeouts } = this.#connection;
    const { recover, cut, retract } = profile;
    const clear = [...recover.map(commands.fromHex), commands.initialize()];
    const rest = this.#interrupted
      ? [commands.fromHex(cut), ...(retract ? [commands.fromHex(retract)] : [])]
      : [];
    for (const command of [...clear, ...rest]) {
      const sent = await link.send(command, signal);
      if (!sent.ok) return sent;
    }
    this.#connection.note('recovered: buffer cleared');
    const deadline = performance.now() + timeouts.retract;
    if (!query.hasTakenSensor || rest.length === 0) return ok(undefined);
    for (;;) {
      const report = await this.#connection.look(signal);
      if (!report.ok) return report;
      if (report.value.status.media !== 'present' || performance.now() > deadline) return ok(undefined);
      if (!(await pause(timeouts.takenPoll, signal))) return fail('E4010', 'cancelled before printing');
    }
  }
}
