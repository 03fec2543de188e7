import { DeviceConnection } from '../../../kit/device-connection.ts';
import { resolveLimits } from '../../../kit/limits.ts';
import { failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { Transport } from '../../../kit/transport.ts';
import { auxiliaryErrors, refuse } from '../../errors.ts';
import type { RelayBoard } from '../../lights/relay-board.ts';
import { type AuxiliaryLimits, auxiliaryLimits } from '../../limits.ts';
import { switchCommand } from '../codec/command.ts';

interface LcusBoardOptions {
  /** 9600 baud, 8N1. */
  readonly line: Transport;
  /** How many relays the board has; it cannot be asked. */
  readonly relays: number;
  readonly limits?: Partial<AuxiliaryLimits>;
  readonly simulated?: boolean;
}

/**
 * An LCUS relay board on a serial bridge. It never answers: that the port opens is all that is known of it, so it counts as
 * online as long as the port is there.
 */
export class LcusBoard implements RelayBoard {
  readonly confirms = false;
  readonly #line: Transport;
  readonly #relays: number;
  readonly #connection: DeviceConnection<{ readonly relays: number }>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LcusBoardOptions) {
    const { line, relays, simulated = false } = options;
    const { reopen, recover } = resolveLimits(auxiliaryLimits, options.limits);
    this.#line = line;
    this.#relays = relays;
    this.#connection = new DeviceConnection({
      line,
      find: async () => {
        const opened = await line.open();
        return opened.ok ? ok({ relays }) : opened;
      },
      dispose: () => undefined,
      simulated,
      reopen,
      recover,
      needsRecovery: new Set(['E1005', 'E1006', 'E1009']),
      notReady: failure(auxiliaryErrors, 'E2901', line.name),
      details: () => ({ relays, confirms: false }),
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
    const done = this.#turn.then(() => this.#switch(relay, on));
    this.#turn = done;
    return done;
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#connection.close();
  }

  async #switch(relay: number, on: boolean): Promise<Result<void>> {
    if (relay > this.#relays) return refuse('E2902', `relay ${relay} of ${this.#relays}`);
    const { ready } = this.#connection;
    if (!ready.ok) return ready;
    const written = await this.#line.write(switchCommand(relay, on));
    if (!written.ok) this.#connection.report(written.error);
    return written;
  }
}
