import { pause } from '../../../kit/pause.ts';
import type { SimulatedChip } from '../../../kit/pcsc/simulator/chip.ts';
import type { ChipFaults, ChipOperation } from './faults.ts';

export interface Command {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Null: none asked for. */
  readonly le: number | null;
}
export interface Reply {
  readonly sw: number;
  readonly data?: Uint8Array | readonly number[];
}
export interface ChipEvent {
  readonly operation: ChipOperation;
  readonly ins: number;
  readonly sw: number | null;
}

/**
 * The outer shell of a simulated chip: cuts commands, speaks T=0 or not (61xx, 6Cxx), lets faults strike and tells of each
 * command. What the commands do is the inner part's.
 */
export abstract class ChipBase implements SimulatedChip {
  abstract readonly atr: Uint8Array | null;
  readonly #faults: ChipFaults;
  /** T=0: data behind a command with data must be fetched, and a wrong Le is answered with the right one. */
  readonly #t0: boolean;
  readonly #listeners = new Set<(event: ChipEvent) => void>();
  #waiting: Uint8Array | null = null;

  constructor(faults: ChipFaults, t0: boolean) {
    this.#faults = faults;
    this.#t0 = t0;
  }

  onEvent(listener: (event: ChipEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  powerOff(): void {
    this.#waiting = null;
    this.forget();
  }

  powerOn(): void {
    this.#waiting = null;
    this.forget();
  }

  reset(): void {
    this.#waiting = null;
    this.forget();
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array | 'silent' | 'removed'> {
    const command = cut(apdu);
    if (command && command.ins === 0xc0) return this.#fetch(command);
    this.#waiting = null;
    const operation = command ? this.operationOf(command) : 'other';
    const tell = (sw: number | null): void => {
      for (const listener of [...this.#listeners]) listener({ operation, ins: command?.ins ?? 0, sw });
    };
    const struck = this.#faults.strike(operation);
    for (const fault of struck) if (fault.fault === 'slow') await pause(fault.ms);
    for (const fault of struck) {
      if (fault.fault === 'remove') {
        if (fault.done && command) this.answer(command);
        tell(null);
        return 'removed';
      }
      if (fault.fault === 'mute') {
        tell(null);
        return 'silent';
      }
      if (fault.fault === 'loose') {
        this.reset();
        tell(0x6f00);
        return Uint8Array.of(0x6f, 0x00);
      }
      if (fault.fault === 'statusWord') {
        tell(fault.sw);
        return Uint8Array.of(fault.sw >> 8, fault.sw & 0xff);
      }
    }
    if (this.isDead()) {
      tell(null);
      return 'silent';
    }
    const { sw, data } = command ? this.answer(command) : { sw: 0x6700 };
    tell(sw);
    let bytes = Uint8Array.from(data ?? []);
    for (const fault of struck) {
      if (fault.fault === 'wrongTag' && bytes.length > 0) bytes = bytes.with(0, (bytes[0] as number) ^ 0x80);
      if (fault.fault === 'shortRecord') bytes = bytes.slice(0, Math.floor(bytes.length / 2));
    }
    return this.#outward(command, bytes, sw);
  }

  /** What a reset takes away. */
  protected abstract forget(): void;
  protected abstract answer(command: Command): Reply;
  protected abstract operationOf(command: Command): ChipOperation;
  protected isDead(): boolean {
    return false;
  }

  #outward(command: Command | null, bytes: Uint8Array, sw: number): Uint8Array {
    const whole = Uint8Array.from([...bytes, sw >> 8, sw & 0xff]);
    if (!this.#t0 || bytes.length === 0 || !command) return whole;
    if (command.data.length > 0) {
      this.#waiting = bytes;
      return Uint8Array.of(0x61, bytes.length & 0xff);
    }
    if (command.le !== bytes.length % 256) return Uint8Array.of(0x6c, bytes.length & 0xff);
    return whole;
  }

  #fetch({ le }: Command): Uint8Array {
    const bytes = this.#waiting;
    if (!bytes) return Uint8Array.of(0x69, 0x85);
    const wanted = le === null || le === 0 ? 256 : le;
    if (wanted > bytes.length && wanted !== 256) return Uint8Array.of(0x6c, bytes.length & 0xff);
    const now = bytes.subarray(0, wanted);
    this.#waiting = bytes.length > wanted ? bytes.slice(wanted) : null;
    const left = this.#waiting?.length ?? 0;
    return Uint8Array.from([...now, ...(left > 0 ? [0x61, left & 0xff] : [0x90, 0x00])]);
  }
}

/** Cuts a short command into its parts; null when the lengths do not fit. */
function cut(apdu: Uint8Array): Command | null {
  const [cla, ins, p1, p2, third] = apdu;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return null;
  const none = new Uint8Array(0);
  if (third === undefined) return { cla, ins, p1, p2, data: none, le: null };
  if (apdu.length === 5) return { cla, ins, p1, p2, data: none, le: third };
  const data = apdu.slice(5, 5 + third);
  if (data.length < third || apdu.length > 6 + third) return null;
  return { cla, ins, p1, p2, data, le: apdu.length === 6 + third ? (apdu[5 + third] as number) : null };
}
