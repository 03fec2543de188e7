import { FarEnd } from '../../simulator/far-end.ts';

/** A simulated LCUS relay board on a virtual serial cable, from the description of its sellers: it never answers. */
export class LcusSimulator {
  readonly #end: FarEnd;
  readonly #relays = new Set<number>();
  readonly #count: number;
  readonly #listeners = new Set<() => void>();
  #held: number[] = [];

  constructor(options: { readonly relays?: number } = {}) {
    this.#count = options.relays ?? 4;
    this.#end = new FarEnd((bytes) => this.#take(bytes));
  }

  get path(): string {
    return this.#end.path;
  }

  /** The relays that are on, from 1. */
  get on(): readonly number[] {
    return [...this.#relays].sort((a, b) => a - b);
  }

  start(): Promise<void> {
    return this.#end.start();
  }

  stop(): Promise<void> {
    return this.#end.stop();
  }

  /** The board has its power from the cable: its relays fall off. */
  async unplug(): Promise<void> {
    this.#relays.clear();
    this.#held = [];
    await this.#end.unplug();
  }

  replug(): Promise<void> {
    return this.#end.replug();
  }

  /** Called after each command that the board took. */
  onSwitch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(bytes: Uint8Array): void {
    this.#held.push(...bytes);
    while (this.#held.length >= 4) {
      const [start = 0, relay = 0, state = 0, sum = 0] = this.#held;
      if (start !== 0xa0 || ((start + relay + state) & 0xff) !== sum) {
        this.#held.shift();
        continue;
      }
      this.#held.splice(0, 4);
      if (relay >= 1 && relay <= this.#count) {
        if (state === 1) this.#relays.add(relay);
        else this.#relays.delete(relay);
      }
      for (const listener of [...this.#listeners]) listener();
    }
  }
}
