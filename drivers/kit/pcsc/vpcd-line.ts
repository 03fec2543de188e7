import { createServer, type Server, type Socket } from 'node:net';
import { transportErrors } from '../errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../result.ts';
import { timed } from '../timed.ts';
import {
  type CardChannel,
  type CardSlot,
  offeredProtocol,
  type SlotState,
  type TransmitOptions,
} from './channel.ts';
import { pcscErrors } from './errors.ts';
import { VpcdParser, vpcdControl, vpcdFrame } from './vpcd-frames.ts';

const LISTEN_RETRY_MS = 300;
const ATR_LIMIT_MS = 1000;

/**
 * A reader without PC/SC: listens on a loopback port as vpcd does, and a simulated card dials it. For a demo on a machine
 * where no PC/SC service can be started; never for a real card.
 */
export class VpcdLineSlot implements CardSlot {
  readonly name: string;
  #server: Server;
  #socket: Socket | null = null;
  #atr: Uint8Array | null = null;
  #failure: DeviceFailure | null;
  #closed = false;
  #retry: NodeJS.Timeout | null = null;
  readonly #listeners = new Set<(state: SlotState) => void>();
  /** Who gets the next message; null while what comes is thrown away up to the next ATR. */
  #taker: ((message: Uint8Array | null) => void) | null = null;
  #settled: Promise<Result<void>> = Promise.resolve(ok(undefined));

  constructor(port: number) {
    this.name = `127.0.0.1:${port}`;
    this.#failure = failure(pcscErrors, 'E2501', this.name);
    this.#server = createServer((socket) => void this.#accept(socket));
    this.#server.on('error', () => {
      if (!this.#closed)
        this.#retry = setTimeout(() => this.#server.listen(port, '127.0.0.1'), LISTEN_RETRY_MS);
    });
    this.#server.on('listening', () => {
      this.#failure = null;
      this.#tell();
    });
    this.#server.listen(port, '127.0.0.1');
  }

  get state(): SlotState {
    if (this.#failure) return 'away';
    return this.#atr ? 'present' : 'empty';
  }

  get failure(): DeviceFailure | null {
    return this.#failure;
  }

  onState(listener: (state: SlotState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async connect(options: TransmitOptions): Promise<Result<CardChannel>> {
    const socket = this.#socket;
    if (this.#failure) return err(this.#failure);
    if (!socket) return err(failure(pcscErrors, 'E2506'));
    socket.write(vpcdFrame(Uint8Array.of(vpcdControl.reset)));
    const atr = await this.#ask(socket, Uint8Array.of(vpcdControl.atr), options);
    if (!atr.ok) return atr;
    return ok({
      atr: atr.value,
      protocol: offeredProtocol(atr.value),
      transmit: (apdu, limits) =>
        this.#socket === socket
          ? this.#ask(socket, apdu, limits)
          : Promise.resolve(err(failure(pcscErrors, 'E2506'))),
      disconnect: async () => {
        if (this.#socket === socket) socket.write(vpcdFrame(Uint8Array.of(vpcdControl.reset)));
      },
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    this.#listeners.clear();
    this.#socket?.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #accept(socket: Socket): Promise<void> {
    if (this.#socket) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    socket.setNoDelay(true);
    const parser = new VpcdParser();
    socket.on('data', (bytes) => {
      for (const message of parser.push(bytes)) this.#taker?.(message);
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#socket = null;
      this.#atr = null;
      this.#taker?.(null);
      this.#tell();
    });
    socket.write(vpcdFrame(Uint8Array.of(vpcdControl.powerOn)));
    const atr = await this.#ask(socket, Uint8Array.of(vpcdControl.atr), { limitMs: ATR_LIMIT_MS });
    if (!atr.ok || this.#socket !== socket) socket.destroy();
    else {
      this.#atr = atr.value;
      this.#tell();
    }
  }

  async #ask(
    socket: Socket,
    message: Uint8Array,
    { limitMs, signal }: TransmitOptions,
  ): Promise<Result<Uint8Array>> {
    if (this.#taker) await timed(this.#settled, limitMs, 'the last answer', signal);
    if (signal?.aborted) return err(failure(transportErrors, 'E1008'));
    if (this.#socket !== socket) return err(failure(pcscErrors, 'E2506'));
    if (this.#taker) return err(failure(pcscErrors, 'E2507', 'still owes an answer'));
    return new Promise((resolve) => {
      const settle = (result: Result<Uint8Array>): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const giveUp = (why: DeviceFailure): void => {
        this.#skipOwed(socket);
        settle(err(why));
      };
      const onAbort = (): void => giveUp(failure(transportErrors, 'E1008'));
      const timer = setTimeout(() => giveUp(failure(pcscErrors, 'E2507', `${limitMs} ms`)), limitMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#taker = (answer) => {
        this.#taker = null;
        settle(answer ? ok(answer) : err(failure(pcscErrors, 'E2506')));
      };
      socket.write(vpcdFrame(message));
    });
  }

  /** Answers come in order: what a late chip still says lies before its next ATR, and is thrown away. */
  #skipOwed(socket: Socket): void {
    const atr = this.#atr && Buffer.from(this.#atr);
    this.#taker = null;
    if (!atr) return;
    this.#settled = new Promise((resolve) => {
      this.#taker = (message) => {
        if (message !== null && !atr.equals(message)) return;
        this.#taker = null;
        resolve(ok(undefined));
      };
    });
    socket.write(vpcdFrame(Uint8Array.of(vpcdControl.atr)));
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener(this.state);
  }
}
