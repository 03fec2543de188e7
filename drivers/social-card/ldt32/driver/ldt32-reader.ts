import type { CardSlot } from '../../../kit/pcsc/channel.ts';
import { pcscErrors } from '../../../kit/pcsc/errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import { noTrace, type TraceSink } from '../../../kit/trace.ts';
import { socialCardErrors } from '../../errors.ts';
import type {
  SocialCardReader,
  SocialReaderRetry,
  SocialReadOptions,
  SocialWaitOptions,
} from '../../reader.ts';
import type { SocialCardReadout } from '../../readout.ts';
import { changePin } from './change-pin.ts';
import type { ChipSession } from './chip-session.ts';
import { limitWithin, resolveLimits } from '../../../kit/limits.ts';
import { type Ldt32Limits, ldt32Limits } from './limits.ts';
import { PsamModule } from './psam.ts';
import { readSocialCard } from './read-card.ts';
import { slotReaches } from './slot-wait.ts';

export interface Ldt32ReaderOptions {
  readonly slot: CardSlot;
  /** Where the PSAM is; without it, or while it is empty, the authority's HSM is asked. */
  readonly psamSlot?: CardSlot | undefined;
  readonly limits?: Partial<Ldt32Limits>;
  readonly trace?: TraceSink;
  readonly simulated?: boolean;
}

/** What a card causes that is moved, lifted or inserted askew; the same card read again may well do. */
const movedCodes = new Set(['E2506', 'E2507', 'E2508', 'E2514', 'E2516']);
const MOST_RETRIES = 2;

/** Reader of social-security cards (LD/T 32, versions 1.00 to 3.00) in one PC/SC slot. */
export class Ldt32Reader implements SocialCardReader {
  readonly #slot: CardSlot;
  readonly #psamSlot: CardSlot | undefined;
  readonly #limits: Ldt32Limits;
  readonly #trace: TraceSink;
  readonly #psam: PsamModule | null;
  readonly #simulated: boolean;
  readonly #retryListeners = new Set<(retry: SocialReaderRetry) => void>();
  readonly #statusListeners = new Set<(status: DeviceStatus) => void>();
  readonly #stop: () => void;
  #told: string | undefined;
  #busy = false;

  constructor(options: Ldt32ReaderOptions) {
    this.#slot = options.slot;
    this.#psamSlot = options.psamSlot;
    this.#limits = resolveLimits(ldt32Limits, options.limits);
    this.#trace = options.trace ?? noTrace;
    this.#simulated = options.simulated ?? false;
    this.#psam = options.psamSlot ? new PsamModule(options.psamSlot, this.#limits, this.#trace) : null;
    this.#stop = this.#slot.onState(() => {
      const code = this.#slot.failure?.code;
      if (code === this.#told) return;
      this.#told = code;
      for (const listener of [...this.#statusListeners]) listener(this.status());
    });
  }

  status(): DeviceStatus {
    const why = this.#slot.failure;
    return {
      state: why ? 'offline' : 'online',
      ...(why ? { errorCode: why.code } : {}),
      details: { reader: this.#slot.name, psam: this.#psam?.present ?? false },
      simulated: this.#simulated,
    };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  onRetry(listener: (retry: SocialReaderRetry) => void): () => void {
    this.#retryListeners.add(listener);
    return () => this.#retryListeners.delete(listener);
  }

  waitForCard(options: SocialWaitOptions = {}): Promise<Result<void>> {
    return this.#alone(() =>
      this.#waitForCard(limitWithin(ldt32Limits, 'card', options.timeoutMs), options.signal),
    );
  }

  read(options: SocialReadOptions = {}): Promise<Result<SocialCardReadout>> {
    return this.#alone(() => this.#read(options));
  }

  changePin(oldPin: Uint8Array, newPin: Uint8Array, options: SocialWaitOptions = {}): Promise<Result<void>> {
    return this.#alone(() => this.#onChip(options.signal, (session) => changePin(session, oldPin, newPin)));
  }

  waitForRemoval(options: SocialWaitOptions = {}): Promise<Result<void>> {
    const timeoutMs = limitWithin(ldt32Limits, 'removal', options.timeoutMs);
    return this.#alone(async () => {
      const gone = await slotReaches(this.#slot, ['empty', 'away'], {
        ...{ timeoutMs, signal: options.signal },
        late: () => failure(socialCardErrors, 'E2511', `${timeoutMs} ms`),
      });
      if (!gone.ok) return gone;
      // A reader that went away says nothing about its card.
      return this.#slot.failure ? err(this.#slot.failure) : ok(undefined);
    });
  }

  async close(): Promise<void> {
    this.#stop();
    this.#statusListeners.clear();
    await Promise.all([this.#slot.close(), this.#psamSlot?.close()]);
  }

  async #waitForCard(timeoutMs: number, signal: AbortSignal | undefined): Promise<Result<void>> {
    const there = await slotReaches(this.#slot, ['present', 'mute'], {
      ...{ timeoutMs, signal },
      late: () => this.#slot.failure ?? failure(socialCardErrors, 'E2510', `${timeoutMs} ms`),
    });
    return there.ok ? ok(undefined) : there;
  }

  /**
   * Reads; when the card moved the person is told through `onRetry`, and it is read again, up to two times and within the
   * limit. A card that is still in is read again at once; one that was taken away is waited for.
   */
  async #read(options: SocialReadOptions): Promise<Result<SocialCardReadout>> {
    const timeoutMs = limitWithin(ldt32Limits, 'card', options.timeoutMs);
    const end = performance.now() + timeoutMs;
    let moved: DeviceFailure | null = null;
    for (let attempt = 1; ; attempt += 1) {
      const there = await this.#waitForCard(Math.max(0, end - performance.now()), options.signal);
      if (!there.ok) return moved && there.error.code === 'E2510' ? err(moved) : there;
      const outcome = await this.#onChip(options.signal, (session) =>
        readSocialCard(session, { psam: this.#psam, askHsm: options.askHsm }),
      );
      // The reader of a chip that stays mute may have to be replaced meanwhile: the chip is the cause.
      if (!outcome.ok && moved && outcome.error.code === 'E2504') return err(moved);
      if (outcome.ok || !movedCodes.has(outcome.error.code) || attempt > MOST_RETRIES) return outcome;
      moved = outcome.error;
      for (const listener of [...this.#retryListeners])
        listener({ reason: 'cardMoved', attempt, cause: moved });
    }
  }

  async #onChip<T>(
    signal: AbortSignal | undefined,
    work: (session: ChipSession) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const channel = await this.#slot.connect({ limitMs: this.#limits.connect, signal });
    if (!channel.ok) return channel;
    const session: ChipSession = {
      channel: channel.value,
      limits: this.#limits,
      trace: this.#trace,
      device: this.#slot.name,
      signal,
    };
    try {
      return await work(session);
    } finally {
      this.#leaving = channel.value.disconnect();
    }
  }

  /** The chip is reset after an operation; nobody but the next operation waits for that. */
  #leaving: Promise<void> = Promise.resolve();

  async #alone<T>(operation: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#busy) return err(failure(pcscErrors, 'E2509'));
    this.#busy = true;
    try {
      await this.#leaving;
      return await operation();
    } finally {
      this.#busy = false;
    }
  }
}
