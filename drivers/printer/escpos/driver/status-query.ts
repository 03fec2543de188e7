import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';
import type { PrinterStatus } from '../../printer.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import * as commands from '../codec/commands.ts';
import type { EscposLink } from './link.ts';

/** Everything one look at the printer tells: the status of the interface, and what only the driver needs. */
export interface StatusReport {
  readonly status: PrinterStatus;
  /** What keeps it from printing, worst first; null when it can print. */
  readonly blocked: DeviceFailure | null;
  /** It reports an error that a recover command may clear. */
  readonly recoverable: boolean;
}

/** The four replies of DLE EOT 1..4, by n. */
type Replies = ReadonlyMap<number, number>;

const REQUESTS = [1, 2, 3, 4] as const;
const ATTEMPTS = 2;

/** Asks the printer how it is, now. Remembers for one connection which extra sensors do not answer. */
export class StatusQuery {
  readonly #link: EscposLink;
  readonly #profile: PrinterProfile;
  readonly #timeouts: PrinterTimeouts;
  #sensorSilent = false;

  constructor(link: EscposLink, profile: PrinterProfile, timeouts: PrinterTimeouts) {
    this.#link = link;
    this.#profile = profile;
    this.#timeouts = timeouts;
  }

  /** Whether the slip in the output can be seen on this connection. */
  get hasTakenSensor(): boolean {
    return this.#profile.takenSensor !== null && !this.#sensorSilent;
  }

  newConnection(): void {
    this.#sensorSilent = false;
  }

  /** E4008 no answer, E4009 answers that are none, E4010 wire gone, E4021 cancelled. */
  async report(signal?: AbortSignal, limitMs = this.#timeouts.reply): Promise<Result<StatusReport>> {
    const replies = new Map<number, number>();
    for (const n of REQUESTS) {
      const reply = await this.realtime(n, limitMs, ATTEMPTS, signal);
      if (!reply.ok) return reply;
      replies.set(n, reply.value);
    }
    const media = await this.#media(signal);
    if (!media.ok) return media;
    return ok(interpret(this.#profile, replies, media.value));
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

function interpret(profile: PrinterProfile, replies: Replies, media: PrinterStatus['media']): StatusReport {
  const is = (name: keyof PrinterProfile['status']): boolean => {
    const place = profile.status[name];
    return place !== null && ((replies.get(place.n) ?? 0) & place.bits) !== 0;
  };
  const jammed = is('jam') || media === 'jammed';
  const paperOut = is('paperEnd') || is('paperStop');
  const status: PrinterStatus = {
    paper: jammed ? 'jammed' : paperOut ? 'out' : is('nearEnd') ? 'low' : 'full',
    cover: is('coverOpen') ? 'open' : 'closed',
    cutter: is('cutterError') ? 'error' : 'ok',
    head: is('headError') ? 'error' : 'ok',
    media,
    online: !is('offline'),
  };
  const blocked = ((): DeviceFailure | null => {
    if (status.cover === 'open') return failure(printerErrors, 'E4002');
    if (status.paper === 'jammed') return failure(printerErrors, 'E4003');
    if (status.paper === 'out') return failure(printerErrors, 'E4001');
    if (status.cutter === 'error') return failure(printerErrors, 'E4004');
    if (is('unrecoverable')) return failure(printerErrors, 'E4006');
    if (status.head === 'error') return failure(printerErrors, 'E4005');
    if (!status.online || is('error')) return failure(printerErrors, 'E4007');
    return null;
  })();
  return { status, blocked, recoverable: is('error') || jammed || status.cutter === 'error' };
}
