import { DeviceConnection } from '../../../kit/device-connection.ts';
import { transportErrors } from '../../../kit/errors.ts';
import { resolveLimits } from '../../../kit/limits.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { HidBus, HidDeviceInfo } from '../../../kit/hid/hid-bus.ts';
import { auxiliaryErrors, refuse } from '../../errors.ts';
import type { RelayBoard } from '../../lights/relay-board.ts';
import { type AuxiliaryLimits, auxiliaryLimits } from '../../limits.ts';
import { parseState, type RelayState, relaysOf, switchReport } from '../codec/report.ts';
import { FeatureLine } from './feature-line.ts';

interface HidRelayBoardOptions {
  readonly bus: HidBus;
  /** Which of the devices; by default the first 16C0:05DF that says in its product string that it is such a board, else E1012. */
  readonly find?: () => Promise<Result<HidDeviceInfo>>;
  readonly limits?: Partial<AuxiliaryLimits>;
  readonly simulated?: boolean;
}

interface BoardIdentity {
  /** The board's own name; its state is asked for again after each command. */
  readonly name: string;
  readonly relays: number;
  readonly path: string;
}

/** The numbers are shared by many makers of HID devices; the product string makes the board. */
const isBoard = ({ vendorId, productId, product }: HidDeviceInfo): boolean =>
  vendorId === 0x16c0 && productId === 0x05df && relaysOf(product) !== null;

const NAME = 'hid:16c0:05df';

async function firstBoard(bus: HidBus): Promise<Result<HidDeviceInfo>> {
  const board = (await bus.list()).find(isBoard);
  return board ? ok(board) : err(failure(transportErrors, 'E1012', NAME));
}

/** A relay board that is a HID device 16C0:05DF. It says after each command whether the relay followed. */
export class HidRelayBoard implements RelayBoard {
  readonly confirms = true;
  readonly #line: FeatureLine;
  readonly #connection: DeviceConnection<BoardIdentity>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: HidRelayBoardOptions) {
    const limits = resolveLimits(auxiliaryLimits, options.limits);
    const { bus, find = () => firstBoard(bus) } = options;
    this.#line = new FeatureLine({ name: NAME, bus, find, limitMs: limits.control });
    this.#connection = new DeviceConnection({
      line: this.#line,
      find: (signal) => this.#find(signal),
      dispose: () => undefined,
      simulated: options.simulated ?? false,
      reopen: limits.reopen,
      recover: limits.recover,
      needsRecovery: new Set(['E1005', 'E1007', 'E1009', 'E1010', 'E2904']),
      notReady: failure(auxiliaryErrors, 'E2901', this.#line.name),
      details: ({ name, relays, path }) => ({ name, relays, path }),
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

  switch(relay: number, on: boolean): Promise<Result<void>> {
    // One after the other: the state that is read belongs to the command before.
    const done = this.#turn.then(() => this.#switch(relay, on));
    this.#turn = done;
    return done;
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#connection.close();
  }

  async #switch(relay: number, on: boolean): Promise<Result<void>> {
    const { ready } = this.#connection;
    if (!ready.ok) return ready;
    if (relay > ready.value.relays) return refuse('E2902', `relay ${relay} of ${ready.value.relays}`);
    const set = await this.#line.set(switchReport(relay, on));
    const state = set.ok ? await this.#state() : set;
    if (!state.ok) {
      this.#connection.report(state.error);
      return state;
    }
    const isOn = (state.value.relays & (1 << (relay - 1))) !== 0;
    return isOn === on ? ok(undefined) : refuse('E2903', `relay ${relay}`);
  }

  async #find(signal?: AbortSignal): Promise<Result<BoardIdentity>> {
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    const state = await this.#state(signal);
    if (!state.ok) {
      // Let go: whatever it is, it may be somebody else's.
      await this.#line.close();
      return state;
    }
    const { product, path } = opened.value;
    return ok({ name: state.value.name, relays: relaysOf(product) ?? 8, path });
  }

  async #state(signal?: AbortSignal): Promise<Result<RelayState>> {
    const report = await this.#line.get(signal);
    if (!report.ok) return report;
    const state = parseState(report.value);
    return state ? ok(state) : refuse('E2904', `${report.value.length} bytes`);
  }
}
