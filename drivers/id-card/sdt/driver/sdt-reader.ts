import { pause } from '../../../kit/pause.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { Transport } from '../../../kit/transport.ts';
import { idCardErrors } from '../../errors.ts';
import type {
  CancelOptions,
  IdCardReader,
  ReaderIdentity,
  ReaderRetry,
  ReaderSelfTest,
  ReadOptions,
  WaitOptions,
} from '../../reader.ts';
import type { IdCardReadout } from '../../readout.ts';
import { failureOf, isSuccess } from '../codec/response.ts';
import { ReaderConnection, type ConnectionOptions } from './connection.ts';
import type { DetectionRound } from './detect-baud.ts';
import { limitWithin, resolveLimits } from '../../../kit/limits.ts';
import { type SdtLimits, sdtLimits } from './limits.ts';
import { PresenceProbe } from './presence.ts';
import { CardOperations } from './read-card.ts';

export interface SdtReaderOptions extends Omit<ConnectionOptions, 'limits'> {
  /** Serial, USB or HID: whatever carries the bytes. A line with a speed has its speed found. */
  readonly line: Transport;
  readonly limits?: Partial<SdtLimits>;
  /** Tried after the usual rounds of baud detection, for `open` only. */
  readonly extraRounds?: readonly DetectionRound[];
  /** False: no removal is going to be asked for, so a read costs no exchange to learn how this module tells it. */
  readonly tellsRemoval?: boolean;
}

/** "Gone" must be seen this often in a row: a single one may be a disturbance of the radio field. */
const LOOKS_FOR_GONE = 2;

/** ID-card reader with an SDT module (SAM_V, SAM_A) at the far end of a line. */
export class SdtIdCardReader implements IdCardReader {
  readonly #options: SdtReaderOptions;
  readonly #limits: SdtLimits;
  readonly #connection: ReaderConnection;
  readonly #cards: CardOperations;
  readonly #presence: PresenceProbe;
  readonly #retryListeners = new Set<(retry: ReaderRetry) => void>();
  #busy = false;
  #learning: Promise<void> = Promise.resolve();

  constructor(options: SdtReaderOptions) {
    this.#options = options;
    this.#limits = resolveLimits(sdtLimits, options.limits);
    this.#connection = new ReaderConnection(options.line, { ...options, limits: this.#limits });
    this.#cards = new CardOperations(this.#connection.link, this.#limits);
    this.#presence = new PresenceProbe(this.#connection.link, this.#limits);
    this.#connection.onStatus((status) => {
      if (status.state === 'online') return;
      this.#cards.forget();
      this.#presence.forgetModule();
    });
  }

  open(signal?: AbortSignal): Promise<Result<ReaderIdentity>> {
    return this.#connection.open(this.#options.extraRounds ?? [], signal);
  }

  status(): DeviceStatus {
    return this.#connection.status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#connection.onStatus(listener);
  }

  onRetry(listener: (retry: ReaderRetry) => void): () => void {
    this.#retryListeners.add(listener);
    return () => this.#retryListeners.delete(listener);
  }

  waitForCard(options: WaitOptions = {}): Promise<Result<void>> {
    const timeoutMs = limitWithin(sdtLimits, 'card', options.timeoutMs);
    return this.#alone(() => this.#cards.waitForCard(timeoutMs, options.signal));
  }

  read(options: ReadOptions = {}): Promise<Result<IdCardReadout>> {
    const timeoutMs = limitWithin(sdtLimits, 'card', options.timeoutMs);
    return this.#alone(async () => {
      const readout = await this.#cards.read({ ...options, timeoutMs }, (retry) => {
        for (const listener of this.#retryListeners) listener(retry);
      });
      if (!readout.ok || this.#options.tellsRemoval === false) return readout;
      // Only the first card on a module has to wait for this, because the module can be tried out only with a card that
      // is certainly there. Later nobody waits but the next operation.
      const { knowsModule } = this.#presence;
      this.#learning = this.#learnPresence();
      if (!knowsModule) await this.#learning;
      return readout;
    });
  }

  waitForRemoval(options: WaitOptions = {}): Promise<Result<void>> {
    const timeoutMs = limitWithin(sdtLimits, 'removal', options.timeoutMs);
    return this.#alone(() => this.#waitForRemoval(timeoutMs, options.signal));
  }

  selfTest(options: CancelOptions = {}): Promise<Result<ReaderSelfTest>> {
    return this.#alone(async (identity) => {
      const started = performance.now();
      const answer = await this.#connection.link.exchange('status', {
        limitMs: this.#limits.status,
        signal: options.signal,
      });
      if (!answer.ok) return answer;
      if (!isSuccess('status', answer.value)) return err(failureOf('status', answer.value));
      return ok({ ...identity, roundTripMs: Math.round((performance.now() - started) * 10) / 10 });
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #learnPresence(): Promise<void> {
    const learnt = await this.#presence.learn();
    if (!learnt.ok) this.#connection.report(learnt.error);
  }

  async #waitForRemoval(timeoutMs: number, signal?: AbortSignal): Promise<Result<void>> {
    const end = performance.now() + timeoutMs;
    for (let gone = 0, unknown = 0; ; ) {
      const presence = await this.#presence.look(signal);
      if (!presence.ok) return presence;
      gone = presence.value === 'gone' ? gone + 1 : 0;
      unknown = presence.value === 'unknown' ? unknown + 1 : 0;
      if (gone >= LOOKS_FOR_GONE) {
        this.#cards.forget();
        this.#presence.cardIsGone();
        return ok(undefined);
      }
      if (unknown >= LOOKS_FOR_GONE) return err(failure(idCardErrors, 'E2007'));
      const left = end - performance.now();
      if (left <= 0) return err(failure(idCardErrors, 'E2006', `${timeoutMs} ms`));
      await pause(Math.min(this.#limits.poll, left), signal);
    }
  }

  /** Runs one operation, alone, on a module that is there; tells the connection when the module proved not to be. */
  async #alone<T>(operation: (identity: ReaderIdentity) => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#busy) return err(failure(idCardErrors, 'E2009'));
    const ready = this.#connection.ready;
    if (!ready.ok) return ready;
    this.#busy = true;
    try {
      await this.#learning;
      const result = await operation(ready.value);
      if (!result.ok) this.#connection.report(result.error);
      return result;
    } finally {
      this.#busy = false;
    }
  }
}
