import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';
import type { PrinterStatus } from '../../printer.ts';
import { printerPortOf } from '../../printer-port.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import * as commands from '../codec/commands.ts';
import type { EscposLink } from './link.ts';
import { fromPortStatus, fromReplies, type StatusReport } from './status-report.ts';

const REQUESTS = [1, 2, 3, 4] as const;
const ATTEMPTS = 2;
/** The printer gives no usable answer on its byte stream, while the wire is there. */
const SILENCE = ['E4008', 'E4009', 'E4022'];

/** Asks the printer how it is, now. Remembers for one connection which extra sensors do not answer. */
export class StatusQuery {
  readonly #link: EscposLink;
  readonly #profile: PrinterProfile;
  readonly #timeouts: PrinterTimeouts;
  #sensorSilent = false;
  /** On this connection it answers no status command: asked only once each time, in case it begins to. */
  #silent = false;

  constructor(link: EscposLink, profile: PrinterProfile, timeouts: PrinterTimeouts) {
    this.#link = link;
    this.#profile = profile;
    this.#timeouts = timeouts;
  }

  /** Whether the slip in the output can be seen on this connection. */
  get hasTakenSensor(): boolean {
    return this.#profile.takenSensor !== null && !this.#sensorSilent && !this.#silent;
  }

  newConnection(): void {
    this.#sensorSilent = false;
    this.#silent = false;
  }

  /**
   * The printer's own replies; where it gives none, the status of its port. E4008 no answer, E4009 answers that are none, E4010 wire gone, E4021
   * cancelled, E4022 no question is taken.
   */
  async report(signal?: AbortSignal, limitMs = this.#timeouts.reply): Promise<Result<StatusReport>> {
    // A printer that stands still takes no question either, but its port says why.
    const standing = this.#link.refused ? await this.#byPort(signal) : null;
    if (standing?.blocked) return ok(standing);
    const told = await this.#byReplies(signal, limitMs);
    if (told.ok || !SILENCE.includes(told.error.code)) {
      if (told.ok) this.#silent = false;
      return told;
    }
    const port = await this.#byPort(signal);
    if (!port) return told;
    this.#silent = true;
    return ok(port);
  }

  async #byPort(signal?: AbortSignal): Promise<StatusReport | null> {
    const status = await printerPortOf(this.#link.transport)?.portStatus(signal);
    return status?.ok ? fromPortStatus(status.value) : null;
  }

  async #byReplies(signal: AbortSignal | undefined, limitMs: number): Promise<Result<StatusReport>> {
    const replies = new Map<number, number>();
    for (const n of REQUESTS) {
      const reply = await this.realtime(n, limitMs, this.#silent ? 1 : ATTEMPTS, signal);
      if (!reply.ok) return reply;
      replies.set(n, reply.value);
    }
    const media = await this.#media(signal);
    if (!media.ok) return media;
    return ok(fromReplies(this.#profile, replies, media.value));
  }

  /** One byte of DLE EOT `n`. */
  async realtime(
    n: number,
    limitMs: number,
    attempts: number,
    signal?: AbortSignal,
  ): Promise<Result<number>> {
    let last: Result<number> = err(failure(printerErrors, 'E4008'));
    for (let attempt = 0; attempt < attempts; attempt++) {
      last = await this.#link.ask(
        commands.realtimeStatus(n),
        (message) => (message.kind === 'realtime' ? message.byte : null),
        { limitMs, ...(signal ? { signal } : {}) },
      );
      if (last.ok || last.error.code !== 'E4008') return last;
    }
    return this.#link.garbage > 0
      ? err(failure(printerErrors, 'E4009', `DLE EOT ${n}, ${this.#link.garbage} unknown bytes`))
      : last;
  }

  async #media(signal?: AbortSignal): Promise<Result<PrinterStatus['media']>> {
    const sensor = this.#profile.takenSensor;
    if (!sensor || this.#sensorSilent) return ok('unknown');
    const wait = { limitMs: this.#timeouts.reply, ...(signal ? { signal } : {}) };
    let answer: Result<{ present: boolean; jammed: boolean }>;
    if (sensor.kind === 'fullStatus')
      answer = await this.#link.ask(
        commands.fullStatus(),
        (message) =>
          message.kind === 'fullStatus'
            ? {
                present: ((message.paper ?? 0) & sensor.bits) !== 0,
                jammed: ((message.recoverable ?? 0) & FULL_STATUS_JAM) !== 0,
              }
            : null,
        wait,
      );
    else if (sensor.kind === 'ejector') {
      const byte = await this.#link.askEjector(commands.ejectorStatus(), wait);
      answer = byte.ok
        ? ok({ present: (byte.value & sensor.bits) !== 0, jammed: (byte.value & sensor.jamBits) !== 0 })
        : byte;
    } else {
      const byte = await this.realtime(sensor.n, wait.limitMs, 1, signal);
      answer = byte.ok ? ok({ present: (byte.value & sensor.bits) !== 0, jammed: false }) : byte;
    }
    if (answer.ok)
      return ok(answer.value.jammed ? 'jammed' : answer.value.present ? 'present' : 'notPresent');
    if (answer.error.code !== 'E4008' && answer.error.code !== 'E4009') return answer;
    // The printer answers, only this sensor does not: it is another model, "taken" cannot be known.
    this.#sensorSilent = true;
    return ok('unknown');
  }
}

/** Bit 6 of the "recoverable" byte of FULL STATUS. */
const FULL_STATUS_JAM = 0x40;
