import { openPtyPair, type PtyPair } from '../../../kit/pty-pair.ts';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import { type ActiveFault, FaultList, type Operation, type SimulatedFault } from './faults.ts';
import { type ModuleState, type ModuleTraits, SamModule } from './sam-module.ts';
import { sendAtPace } from './send-at-pace.ts';
import { type SimulatedCard, simulatedCardSchema } from './simulated-card.ts';
import { answerBytes, type Request, RequestReader } from './wire.ts';

export interface SdtSimulatorOptions extends Partial<ModuleTraits> {
  /** Bytes take as long as on a real line of the module's speed (115,200 baud unless command 60 changed it). */
  readonly paced?: boolean;
  /**
   * A pty knows no line speed, so a module set to another speed is acted: this many status requests (11 FF) are answered
   * with noise, as if they had come at a wrong speed.
   */
  readonly wrongRateStatusRequests?: number;
}

/** Told after each request was dealt with. */
export interface SimulatorEvent {
  readonly operation: Operation;
  /** Null when nothing was answered. */
  readonly sw3: number | null;
  readonly state: ModuleState;
}

const defaultTraits: ModuleTraits = {
  findsLyingCardAgain: false,
  knowsCardNumbers: true,
  repeatsReads: true,
  samId: [5, 3, 20_200_101, 12_345, 987_654_321],
};

/** An SDT module at the far end of a virtual serial cable. Second implementation of the protocol, from its description. */
export class SdtSimulator {
  readonly #options: SdtSimulatorOptions;
  readonly #module: SamModule;
  readonly #faults = new FaultList();
  readonly #listeners = new Set<(event: SimulatorEvent) => void>();
  #reader = new RequestReader();
  #line: SerialTransport | null = null;
  #cable: PtyPair | null = null;
  #ownsCable = false;
  #devicePath = '';
  #wrongRateLeft: number;
  #stopSending = new AbortController();
  #work: Promise<void> = Promise.resolve();

  constructor(options: SdtSimulatorOptions = {}) {
    this.#options = options;
    this.#module = new SamModule({ ...defaultTraits, ...options });
    this.#wrongRateLeft = options.wrongRateStatusRequests ?? 0;
  }

  /** Path that a driver opens; empty when `start` was given a bare path. */
  get path(): string {
    return this.#cable?.driverEnd ?? '';
  }

  get state(): ModuleState {
    return this.#module.state;
  }

  /** Serves on the device end of a cable, on a path, or on a cable of its own. Rejects when it cannot be opened. */
  async start(target?: PtyPair | string): Promise<void> {
    if (typeof target === 'string') this.#devicePath = target;
    else {
      this.#ownsCable = target === undefined;
      this.#cable = target ?? (await openPtyPair());
      this.#devicePath = this.#cable.deviceEnd;
    }
    await this.#attach();
  }

  async stop(): Promise<void> {
    await this.#detach();
    if (this.#ownsCable) await this.#cable?.close();
    this.#cable = null;
  }

  placeCard(card: SimulatedCard): void {
    this.#module.place(simulatedCardSchema.parse(card));
  }

  removeCard(): void {
    this.#module.lift();
  }

  inject(fault: SimulatedFault): void {
    this.#faults.inject(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Pulls out the cable. A module without power forgets what it had found; the card stays on the plate. */
  async unplug(): Promise<void> {
    await this.#detach();
    await this.#cable?.unplug();
    this.#module.restart();
  }

  /** Power gone and back while the cable stays: what is being sent ends, and what was found is forgotten. */
  restart(): void {
    this.#stopSending.abort();
    this.#stopSending = new AbortController();
    this.#reader = new RequestReader();
    this.#module.restart();
  }

  /** Plugs it in again under the same path. */
  async replug(): Promise<void> {
    await this.#cable?.replug();
    await this.#attach();
  }

  /** Returns the function that stops listening. */
  onEvent(listener: (event: SimulatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #attach(): Promise<void> {
    if (this.#line?.isOpen) return;
    const line = new SerialTransport(this.#devicePath);
    const opened = await line.open();
    if (!opened.ok) throw new Error(`simulator: ${opened.error.message}`);
    this.#line = line;
    this.#reader = new RequestReader();
    this.#stopSending = new AbortController();
    line.onData((chunk) => {
      for (const request of this.#reader.take(chunk)) {
        this.#work = this.#work.then(() => this.#serve(request));
      }
    });
  }

  async #detach(): Promise<void> {
    this.#stopSending.abort();
    const line = this.#line;
    this.#line = null;
    await line?.close();
  }

  async #serve(request: Request): Promise<void> {
    if (request.kind !== 'request') {
      await this.#send(answerBytes(0, 0, request.kind === 'wrongCheck' ? 0x10 : 0x11), request.frameLength);
      return;
    }
    const operation = SamModule.operationOf(request.body);
    if (operation === 'status' && this.#wrongRateLeft > 0) {
      this.#wrongRateLeft -= 1;
      await this.#send(Buffer.from([0xf8, 0x80, 0x78, 0x00, 0xe6]), request.frameLength);
      this.#tell({ operation, sw3: null, state: this.state });
      return;
    }
    const faults = this.#faults.strike(operation);
    const named = <K extends ActiveFault['fault']>(kind: K): Extract<ActiveFault, { fault: K }> | undefined =>
      faults.find((fault): fault is Extract<ActiveFault, { fault: K }> => fault.fault === kind);

    const { sw1, sw2, sw3, data } = this.#outcome(request.body, faults);
    let bytes = answerBytes(sw1, sw2, sw3, data);
    if (named('badChecksum')) bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 0x55;
    const garbage = named('garbage');
    if (garbage) bytes = Buffer.concat([Buffer.from(garbage.bytes), bytes]);
    if (named('cutShort') || named('unplug')) bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
    const muted = named('mute') !== undefined;
    if (!muted) await this.#send(bytes, request.frameLength, named('slow')?.ms, named('dribble')?.everyMs);
    if (named('unplug')) await this.unplug();
    this.#tell({ operation, sw3: muted ? null : sw3, state: this.state });
  }

  /** What the module would say, or what a fault makes it say. */
  #outcome(
    body: Buffer,
    faults: readonly ActiveFault[],
  ): { sw1: number; sw2: number; sw3: number; data?: Buffer } {
    for (const fault of faults) {
      if (fault.fault === 'answer') return { sw1: fault.sw1, sw2: fault.sw2, sw3: fault.sw3 };
      if (fault.fault !== 'cardLifted' && fault.fault !== 'cardMoved') continue;
      if (fault.fault === 'cardLifted') this.#module.lift();
      else this.#module.lose();
      return { sw1: 0, sw2: 0, sw3: 0x41 };
    }
    return { sw1: 0, sw2: 0, ...this.#module.answer(body) };
  }

  async #send(bytes: Buffer, requestLength: number, waitMs = 0, everyMs?: number): Promise<void> {
    const line = this.#line;
    if (!line) return;
    // On a real line the module has the request only when its last bit has arrived.
    const requestMs = this.#options.paced ? (requestLength * 10_000) / this.#module.rate : 0;
    await sendAtPace(line, bytes, {
      waitMs: waitMs + requestMs,
      bytesPerSecond: this.#options.paced ? this.#module.rate / 10 : undefined,
      dribbleMs: everyMs,
      signal: this.#stopSending.signal,
    });
  }

  #tell(event: SimulatorEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
