import { pause } from '../../kit/pause.ts';
import { ok, type Result } from '../../kit/result.ts';
import type { DeviceStatus } from '../../kit/status.ts';
import { refuse } from '../errors.ts';
import { lightNames, type LightName, type Lights, type LightState } from './lights.ts';
import type { RelayBoard } from './relay-board.ts';

interface RelayLightsOptions {
  readonly board: RelayBoard;
  /** Which relay (from 1) each light hangs on. */
  readonly relays: Partial<Readonly<Record<LightName, number>>>;
  /**
   * Half a flash, ms. Below 3 flashes a second, for no light here may trouble anybody; and a relay is good for some 100,000
   * switchings.
   */
  readonly flashMs?: number;
  /** How many flashes before the light stays on. */
  readonly flashes?: number;
}

const LEAST_FLASH_MS = 200;

/** Lights that hang on the relays of a board. What was last set is brought about again when the board was away. */
export class RelayLights implements Lights {
  readonly names: readonly LightName[];
  readonly #board: RelayBoard;
  readonly #options: RelayLightsOptions;
  readonly #wishes = new Map<LightName, LightState>();
  readonly #flashing = new Map<LightName, AbortController>();
  readonly #stopListening: () => void;

  constructor(options: RelayLightsOptions) {
    this.#options = options;
    this.#board = options.board;
    this.names = lightNames.filter((name) => options.relays[name] !== undefined);
    this.#stopListening = this.#board.onStatus(({ state }) => {
      if (state === 'online') this.#bringAbout();
    });
  }

  open(signal?: AbortSignal): Promise<Result<void>> {
    return this.#board.open(signal);
  }

  status(): DeviceStatus {
    return this.#board.status();
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#board.onStatus(listener);
  }

  async set(name: LightName, state: LightState): Promise<Result<void>> {
    const relay = this.#options.relays[name];
    if (relay === undefined) return refuse('E2902', name);
    this.#wishes.set(name, state);
    this.#stopFlashing(name);
    const done = await this.#board.switch(relay, state !== 'off');
    // While this one was under way another state may have been wished.
    if (done.ok && state === 'flash' && this.#wishes.get(name) === 'flash') this.#flash(name, relay);
    return done;
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#wishes.clear();
    for (const name of this.names) {
      this.#stopFlashing(name);
      if (this.#board.status().state === 'online')
        await this.#board.switch(this.#options.relays[name] as number, false);
    }
    await this.#board.close();
  }

  /** A board that comes back has nothing on. A light that was flashing is on: it has been seen, or will be. */
  #bringAbout(): void {
    for (const [name, state] of this.#wishes) {
      this.#stopFlashing(name);
      void this.#board.switch(this.#options.relays[name] as number, state !== 'off');
    }
  }

  #flash(name: LightName, relay: number): void {
    this.#stopFlashing(name);
    const stop = new AbortController();
    this.#flashing.set(name, stop);
    void this.#flashOn(relay, stop.signal);
  }

  /** It is on now; each round ends on. A board that fails in between ends the flashing. */
  async #flashOn(relay: number, signal: AbortSignal): Promise<Result<void>> {
    const { flashMs = 500, flashes = 10 } = this.#options;
    const half = Math.max(LEAST_FLASH_MS, flashMs);
    for (let round = 1; round < flashes; round += 1) {
      for (const on of [false, true]) {
        if (!(await pause(half, signal))) return ok(undefined);
        const done = await this.#board.switch(relay, on);
        if (!done.ok) return done;
      }
    }
    return ok(undefined);
  }

  #stopFlashing(name: LightName): void {
    this.#flashing.get(name)?.abort();
    this.#flashing.delete(name);
  }
}
