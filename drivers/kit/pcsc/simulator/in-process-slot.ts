import { transportErrors } from '../../errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../result.ts';
import {
  type CardChannel,
  type CardSlot,
  offeredProtocol,
  type SlotState,
  type TransmitOptions,
} from '../channel.ts';
import { pcscErrors } from '../errors.ts';
import type { SimulatedChip } from './chip.ts';

/** A slot with a simulated chip in the same process: what the driver's own tests read. */
export class InProcessSlot implements CardSlot {
  readonly name: string;
  state: SlotState = 'empty';
  failure: DeviceFailure | null = null;
  #chip: SimulatedChip | null = null;
  readonly #listeners = new Set<(state: SlotState) => void>();
  /** Commands waiting for an answer end here when the chip goes. */
  readonly #pending = new Set<() => void>();

  constructor(name = 'in process') {
    this.name = name;
  }

  insert(chip: SimulatedChip): void {
    this.#chip = chip;
    chip.powerOn();
    this.#set(chip.atr === null ? 'mute' : 'present', null);
  }

  remove(): void {
    this.#chip?.powerOff();
    this.#chip = null;
    this.#set('empty', null);
    for (const end of [...this.#pending]) end();
  }

  unplug(): void {
    this.#chip?.powerOff();
    this.#set('away', failure(pcscErrors, 'E2501', this.name));
    for (const end of [...this.#pending]) end();
  }

  replug(): void {
    this.#chip?.powerOn();
    this.#set(this.#chip ? 'present' : 'empty', null);
  }

  onState(listener: (state: SlotState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async connect(): Promise<Result<CardChannel>> {
    const chip = this.#chip;
    if (this.failure) return err(this.failure);
    if (!chip) return err(failure(pcscErrors, 'E2506'));
    const { atr } = chip;
    if (!atr) return err(failure(pcscErrors, 'E2507'));
    return ok({
      atr,
      protocol: offeredProtocol(atr),
      transmit: (apdu, options) => this.#transmit(chip, apdu, options),
      disconnect: async () => chip.reset(),
    });
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  #transmit(
    chip: SimulatedChip,
    apdu: Uint8Array,
    { limitMs, signal }: TransmitOptions,
  ): Promise<Result<Uint8Array>> {
    if (signal?.aborted) return Promise.resolve(err(failure(transportErrors, 'E1008')));
    if (this.#chip !== chip || this.failure)
      return Promise.resolve(err(this.failure ?? failure(pcscErrors, 'E2506')));
    return new Promise((resolve) => {
      const settle = (result: Result<Uint8Array>): void => {
        clearTimeout(timer);
        this.#pending.delete(onGone);
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onGone = (): void => settle(err(this.failure ?? failure(pcscErrors, 'E2506')));
      const onAbort = (): void => settle(err(failure(transportErrors, 'E1008')));
      const timer = setTimeout(() => settle(err(failure(pcscErrors, 'E2507', `${limitMs} ms`))), limitMs);
      this.#pending.add(onGone);
      signal?.addEventListener('abort', onAbort, { once: true });
      // The sender overwrites its bytes; a wire would have copied them.
      void chip.transmit(apdu.slice()).then((answer) => {
        if (answer === 'removed') this.remove();
        else if (answer !== 'silent') settle(ok(answer));
      });
    });
  }

  #set(state: SlotState, why: DeviceFailure | null): void {
    this.state = state;
    this.failure = why;
    for (const listener of [...this.#listeners]) listener(state);
  }
}
