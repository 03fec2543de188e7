import { DeviceConnection } from '../../../kit/device-connection.ts';
import { resolveLimits } from '../../../kit/limits.ts';
import { Listeners } from '../../../kit/listeners.ts';
import { failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import { timed } from '../../../kit/timed.ts';
import type { Transport } from '../../../kit/transport.ts';
import { auxiliaryErrors, refuse } from '../../errors.ts';
import { type AuxiliaryLimits, auxiliaryLimits } from '../../limits.ts';
import type { Presence, ProximitySensor } from '../../proximity-sensor.ts';
import { RadarParser } from '../codec/report.ts';
import { type NearOptions, PresenceJudge } from './presence-judge.ts';

interface Ld2410SensorOptions {
  /** 256,000 baud, 8N1. */
  readonly line: Transport;
  readonly near?: Partial<NearOptions>;
  readonly limits?: Partial<AuxiliaryLimits>;
  readonly simulated?: boolean;
}

/** A seat before a terminal; who comes is told after the third or fourth report, who goes when the chair is surely empty. */
const usualNear: NearOptions = { nearCm: 120, comeMs: 400, goMs: 3000 };

/** A LD2410 radar on a serial bridge. It is listened to and never spoken to: it reports by itself as it comes from the maker. */
export class Ld2410Sensor implements ProximitySensor {
  readonly #line: Transport;
  readonly #limits: AuxiliaryLimits;
  readonly #connection: DeviceConnection<true>;
  readonly #parser = new RadarParser();
  readonly #judge: PresenceJudge;
  readonly #listeners = new Listeners<Presence | null>();
  readonly #reported = new Listeners<void>();
  readonly #stopListening: readonly (() => void)[];
  #bytes = 0;
  #damaged = 0;
  #silence: NodeJS.Timeout | null = null;

  constructor(options: Ld2410SensorOptions) {
    const { line, simulated = false } = options;
    this.#line = line;
    this.#limits = resolveLimits(auxiliaryLimits, options.limits);
    this.#judge = new PresenceJudge({ ...usualNear, ...options.near });
    this.#stopListening = [line.onData((bytes) => this.#take(bytes)), line.onLost(() => this.#forget())];
    this.#connection = new DeviceConnection({
      line,
      find: (signal) => this.#find(signal),
      dispose: () => this.#forget(),
      simulated,
      reopen: this.#limits.reopen,
      recover: this.#limits.recover,
      needsRecovery: new Set(['E1005', 'E2904', 'E2905']),
      notReady: failure(auxiliaryErrors, 'E2901', line.name),
      details: () => ({}),
    });
  }

  async open(signal?: AbortSignal): Promise<Result<void>> {
    const opened = await this.#connection.open(signal);
    return opened.ok ? ok(undefined) : opened;
  }

  status(): DeviceStatus {
    return this.#connection.status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#connection.onStatus(listener);
  }

  presence(): Presence | null {
    return this.#judge.presence;
  }

  onPresence(listener: (presence: Presence | null) => void): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    for (const stop of this.#stopListening) stop();
    await this.#connection.close();
  }

  /** Ok with the first report that comes. */
  async #find(signal?: AbortSignal): Promise<Result<true>> {
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    this.#parser.clear();
    this.#bytes = 0;
    this.#damaged = 0;
    let stop: () => void = () => undefined;
    const first = new Promise<Result<true>>((resolve) => {
      stop = this.#reported.add(() => resolve(ok(true)));
    });
    const found = await timed(first, this.#limits.probe, 'first report', signal);
    stop();
    if (found.ok || found.error.code !== 'E1007') return found;
    return this.#bytes === 0 ? refuse('E2905') : refuse('E2904', `${this.#bytes} bytes, no report`);
  }

  #take(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    for (const event of this.#parser.push(bytes)) {
      if (event.kind === 'damaged') {
        this.#damaged += 1;
        continue;
      }
      this.#awaitNext();
      this.#reported.tell();
      if (this.#judge.take(event.report, performance.now())) this.#listeners.tell(this.#judge.presence);
    }
  }

  #awaitNext(): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#forget();
      this.#connection.report(failure(auxiliaryErrors, 'E2905', `${this.#damaged} damaged`));
    }, this.#limits.silence);
  }

  #forget(): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = null;
    this.#parser.clear();
    const known = this.#judge.presence !== null;
    this.#judge.clear();
    if (known) this.#listeners.tell(null);
  }
}
