import { type DeviceFailure, err, failure, type Result } from '../result.ts';
import type { CardChannel, CardSlot, SlotState, TransmitOptions } from './channel.ts';
import { pcscErrors } from './errors.ts';
import type { ReaderNews } from './pcsc-messages.ts';
import type { PcscService } from './pcsc-service.ts';

/** A failed exchange is reported before the service has seen that the card is gone; it looks every 400 ms. */
const SEEN_GONE_MS = 900;

/**
 * The PC/SC reader whose name contains `match` (capitals do not matter); the first one when there are several. It may come,
 * go and come back.
 */
export class PcscSlot implements CardSlot {
  readonly #service: PcscService;
  readonly #match: string;
  readonly #stop: () => void;
  readonly #listeners = new Set<(state: SlotState) => void>();
  #name: string | null = null;
  #state: SlotState = 'away';
  #events = -1;
  #failure: DeviceFailure | null;

  constructor(service: PcscService, match: string) {
    this.#service = service;
    this.#match = match;
    this.#failure = failure(pcscErrors, 'E2504', 'being started');
    this.#stop = service.onNews((news) => this.#look(news));
    this.#look(service.news);
  }

  get name(): string {
    return this.#name ?? this.#match;
  }

  get state(): SlotState {
    return this.#state;
  }

  get failure(): DeviceFailure | null {
    return this.#failure;
  }

  onState(listener: (state: SlotState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async connect(options: TransmitOptions): Promise<Result<CardChannel>> {
    if (this.#failure) return err(this.#failure);
    if (this.#state === 'empty') return err(failure(pcscErrors, 'E2506'));
    const channel = await this.#service.connect(this.name, options);
    if (!channel.ok) return err(await this.#told(channel.error));
    const { transmit } = channel.value;
    return {
      ok: true,
      value: {
        ...channel.value,
        transmit: async (apdu, limits) => {
          const answer = await transmit(apdu, limits);
          // Some readers give an empty answer when the card is pulled out.
          if (answer.ok && answer.value.length < 2)
            return err(await this.#told(failure(pcscErrors, 'E2507', 'empty answer')));
          return answer.ok ? answer : err(await this.#told(answer.error));
        },
      },
    };
  }

  async close(): Promise<void> {
    this.#stop();
    this.#listeners.clear();
  }

  /** A chip that went silent may have been pulled out, or its reader: what is seen next says which it was. */
  async #told(error: DeviceFailure): Promise<DeviceFailure> {
    if (!['E2506', 'E2507', 'E2508'].includes(error.code)) return error;
    const seen = await this.#changed(error.code === 'E2506' ? SEEN_GONE_MS / 2 : SEEN_GONE_MS);
    if (this.#failure) return this.#failure;
    return seen === 'empty' ? failure(pcscErrors, 'E2506') : error;
  }

  #changed(limitMs: number): Promise<SlotState> {
    if (this.#state !== 'present') return Promise.resolve(this.#state);
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stop();
        resolve(this.#state);
      };
      const timer = setTimeout(done, limitMs);
      const stop = this.onState(done);
    });
  }

  #look(news: ReaderNews | null): void {
    const wanted = this.#match.toLowerCase();
    const reader = news?.readers.find(({ name }) => name.toLowerCase().includes(wanted));
    const trouble = news?.trouble;
    const why = trouble
      ? failure(pcscErrors, trouble.code, trouble.why)
      : news === null
        ? failure(pcscErrors, 'E2504', 'being started')
        : reader
          ? null
          : failure(pcscErrors, 'E2501', this.#match);
    const state = !reader ? 'away' : !reader.present ? 'empty' : reader.mute ? 'mute' : 'present';
    const events = reader?.events ?? -1;
    const same = state === this.#state && events === this.#events && why?.code === this.#failure?.code;
    this.#name = reader?.name ?? this.#name;
    this.#state = state;
    this.#events = events;
    this.#failure = why;
    if (!same) for (const listener of [...this.#listeners]) listener(state);
  }
}
