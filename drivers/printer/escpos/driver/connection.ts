import { ok, type Result } from '../../../kit/result.ts';
import { noTrace, type TraceSink } from '../../../kit/trace.ts';
import { hasSpeed, type Transport } from '../../../kit/transport.ts';
import type { PrinterIdentity } from '../../printer.ts';
import { printerPortOf } from '../../printer-port.ts';
import { profileFor } from '../../profiles/profile.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import * as commands from '../codec/commands.ts';
import { findSpeed } from './find-speed.ts';
import { EscposLink } from './link.ts';
import { StatusBoard } from './status-board.ts';
import { StatusQuery } from './status-query.ts';
import type { StatusReport } from './status-report.ts';
import type { Turn } from './turn.ts';
import { Waker } from './waker.ts';

export interface ConnectionOptions {
  readonly transport: Transport;
  readonly profile: PrinterProfile;
  readonly timeouts: PrinterTimeouts;
  readonly simulated: boolean;
  /** The line speed is given: no other is tried. */
  readonly fixedBaud: boolean;
  readonly trace?: TraceSink;
}

/**
 * The wire to one printer: opens it, hears the printer answer, looks at it, and comes back by itself. Whoever calls has the
 * turn; only `keep` takes it itself.
 */
export class PrinterConnection {
  readonly profile: PrinterProfile;
  readonly timeouts: PrinterTimeouts;
  readonly link: EscposLink;
  readonly query: StatusQuery;
  readonly board: StatusBoard;
  readonly #transport: Transport;
  readonly #fixedBaud: boolean;
  readonly #trace: TraceSink;
  readonly #waker = new Waker();
  /** The printer has answered on this connection. */
  #ready = false;

  constructor(options: ConnectionOptions) {
    this.profile = options.profile;
    this.timeouts = options.timeouts;
    this.#transport = options.transport;
    this.#fixedBaud = options.fixedBaud;
    this.#trace = options.trace ?? noTrace;
    this.link = new EscposLink(options.transport, options.profile.dialect, options.timeouts);
    this.query = new StatusQuery(this.link, options.profile, options.timeouts);
    this.board = new StatusBoard(options.simulated, options.profile.name);
    this.link.onLost((lost) => {
      this.#ready = false;
      this.board.away(lost.code);
      this.#waker.nudge();
      this.note(`lost: ${lost.message}`);
    });
    this.link.onMessage((message) => {
      if (message.kind !== 'automatic') return;
      this.note(`automatic status ${hex(message.bytes)}`);
      this.#waker.call();
    });
    options.transport.onBack?.(() => {
      if (!this.#reachable) this.#waker.call();
    });
  }

  get identity(): PrinterIdentity {
    return {
      profile: this.profile.name,
      port: this.#transport.name,
      baudRate: hasSpeed(this.#transport) ? this.#transport.baudRate : null,
      dotsPerLine: this.profile.dotsPerLine,
      takenSensor: this.query.hasTakenSensor,
      retract: this.profile.retract !== null,
    };
  }

  /** Milliseconds that `bytes` need on the line; a line without a speed has taken them when `write` says so. */
  lineMs(bytes: number): number {
    return hasSpeed(this.#transport) ? Math.ceil((bytes * 10_000) / this.#transport.baudRate) : 0;
  }

  /** A fresh look; also what the others are told by `deviceStatus`. */
  async look(signal?: AbortSignal): Promise<Result<StatusReport>> {
    const open = await this.ensureOpen(signal);
    if (!open.ok) return open;
    const report = await this.query.report(signal);
    if (report.ok) this.board.seen(report.value.status, report.value.blocked);
    else if (report.error.code !== 'E4021') {
      this.#ready = false;
      this.board.away(report.error.code);
    }
    return report;
  }

  /** Opens the port when it is closed and finds the line speed at which the printer answers. */
  async ensureOpen(signal?: AbortSignal): Promise<Result<void>> {
    if (this.#reachable) {
      await this.#unblock(signal);
      return ok(undefined);
    }
    const opened = await this.#transport.open();
    if (!opened.ok) {
      this.board.away(opened.error.code);
      return opened;
    }
    await this.#unblock(signal);
    this.link.forget();
    this.query.newConnection();
    const answered = await this.#hear(signal);
    if (!answered.ok) {
      this.board.away(answered.error.code);
      return answered;
    }
    this.#ready = true;
    this.#introduce();
    if (this.profile.automaticStatus) await this.link.send(commands.automaticStatus(true), signal);
    const { baudRate } = this.identity;
    this.note(baudRate === null ? 'open' : `open at ${baudRate} baud`);
    return ok(undefined);
  }

  /** Comes back by itself when the port does, and keeps `deviceStatus` true while nobody prints. Ends with `closing`. */
  async keep(turn: Turn, closing: AbortSignal): Promise<void> {
    for (;;) {
      await this.#waker.rest(this.#reachable ? this.timeouts.idlePoll : this.timeouts.reopen, closing);
      if (closing.aborted) return;
      // Whoever has the turn looks at a printer that answers; one that is away is waited for behind them.
      if (!turn.busy || !this.#reachable) await turn.take(() => this.look(closing), closing);
    }
  }

  async close(): Promise<void> {
    this.#ready = false;
    await this.#transport.close();
    this.board.offline();
  }

  note(text: string): void {
    this.#trace({ device: 'printer', direction: 'note', text, atMs: Date.now() });
  }

  get #reachable(): boolean {
    return this.#ready && this.#transport.isOpen;
  }

  /** What it calls itself, and the profile for that when it is another than the one that is used. */
  #introduce(): void {
    const id = printerPortOf(this.#transport)?.deviceId;
    if (!id) return;
    const printer = `${id.manufacturer} ${id.model}`.trim();
    const better = profileFor(id);
    const other = better !== null && better !== this.profile.name;
    if (other) this.note(`${printer} is known to profile ${better}, not to ${this.profile.name}`);
    this.board.know({ printer, ...(other ? { profileOfPrinter: better } : {}) });
  }

  /**
   * A printer that refused its data begins anew, unless it stands still for a cause: then it goes on by itself when that is
   * mended. Never while a slip is on its way: this throws it away.
   */
  async #unblock(signal?: AbortSignal): Promise<void> {
    const port = printerPortOf(this.#transport);
    if (!port || !this.link.refused) return;
    const status = await port.portStatus(signal);
    if (!status.ok || status.value.paperEmpty || status.value.error) return;
    if (!(await port.softReset(signal)).ok) return;
    this.link.accept();
    this.note('soft reset');
  }

  /** A sign of life, of whatever kind: a reply, or at least the status of the port. */
  async #hear(signal?: AbortSignal): Promise<Result<unknown>> {
    const { profile, timeouts } = this;
    const bauds = this.#fixedBaud ? [] : profile.bauds;
    const found = await findSpeed(this.#transport, this.query, {
      bauds,
      timeouts,
      ...(signal ? { signal } : {}),
    });
    return found.ok || !printerPortOf(this.#transport) ? found : this.query.report(signal);
  }
}

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
