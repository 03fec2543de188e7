import type { DeviceFailure } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { PrinterStatus } from '../../printer.ts';

const NOT_THERE = ['E1001', 'E1012'];

/** What the printer's state is to the rest of the terminal; tells listeners only when it has changed. */
export class StatusBoard {
  readonly #simulated: boolean;
  readonly #profile: string;
  readonly #listeners = new Set<(status: DeviceStatus) => void>();
  #status: DeviceStatus;
  #known: DeviceStatus['details'] = {};

  constructor(simulated: boolean, profile: string) {
    this.#simulated = simulated;
    this.#profile = profile;
    this.#status = this.#make('starting');
  }

  get status(): DeviceStatus {
    return this.#status;
  }

  onChange(listener: (status: DeviceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What the printer says it is; stands in every status from now on. */
  know(details: DeviceStatus['details']): void {
    this.#known = details;
  }

  seen(status: PrinterStatus, blocked: DeviceFailure | null): void {
    const { online, ...details } = status;
    if (!blocked) this.#set(this.#make('online', undefined, details));
    else
      this.#set(
        this.#make(blocked.code === 'E4006' ? 'hardwareError' : 'userError', blocked.code, {
          ...details,
          online,
        }),
      );
  }

  /** It does not answer or its port is gone. */
  away(code: string): void {
    const state = code === 'E4008' ? 'powerOff' : NOT_THERE.includes(code) ? 'noDevice' : 'offline';
    this.#set(this.#make(state, code));
  }

  failed(code: string): void {
    this.#set(this.#make('userError', code));
  }

  offline(): void {
    this.#set(this.#make('offline'));
  }

  #make(
    state: DeviceStatus['state'],
    errorCode?: string,
    details: DeviceStatus['details'] = {},
  ): DeviceStatus {
    return {
      state,
      ...(errorCode ? { errorCode } : {}),
      details: { profile: this.#profile, ...this.#known, ...details },
      simulated: this.#simulated,
    };
  }

  #set(status: DeviceStatus): void {
    const same = JSON.stringify(status) === JSON.stringify(this.#status);
    this.#status = status;
    if (!same) for (const listener of [...this.#listeners]) listener(status);
  }
}
