import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pause } from '../../../kit/pause.ts';
import { openPtyPair, type PtyPair } from '../../../kit/pty-pair.ts';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import { Interpreter } from './interpreter.ts';
import { Machine, type MechanicalFault, mechanicalFaults } from './machine.ts';
import { models, type PrinterModel } from './models.ts';
import { Paper } from './paper.ts';
import { PrintBuffer } from './print-buffer.ts';
import { nextToken } from './tokens.ts';

/** `mute`: says nothing. `slow`: 40 ms per command. `garbage`: every status byte is noise. `deafToProcessId`: no echo. */
export const wireFaults = ['mute', 'slow', 'garbage', 'unplug', 'deafToProcessId', 'noSensor'] as const;
export type SimulatorFault = MechanicalFault | (typeof wireFaults)[number];
export const simulatorFaults: readonly SimulatorFault[] = [...mechanicalFaults, ...wireFaults];

export interface SimulatedSlip {
  readonly png: Uint8Array;
  /** Pulled back into the machine. */
  retracted: boolean;
  /** Null where nobody can tell: a printer without presenter. */
  taken: boolean | null;
}

export interface EscposSimulatorOptions {
  /** A profile name; unknown ones throw. */
  readonly profile?: string;
  /** Every slip is also written here as slip-001.png ... */
  readonly outDir?: string;
  /** Bytes are worked off at this line speed; without it, as fast as they come. */
  readonly paceBaud?: number;
  /** Somebody takes each slip after this long; without it `takeSlip()` does. */
  readonly takeAfterMs?: number;
}

const SLOW_MS = 40;
const PACE_STEP_MS = 10;

/** The printer's end of the wire: a second implementation, written from the makers' tables, that shares nothing with the driver. */
export class EscposSimulator {
  readonly model: PrinterModel;
  readonly slips: SimulatedSlip[] = [];
  readonly #options: EscposSimulatorOptions;
  /** What was received and not printed yet; a port may watch it and empty it. */
  readonly buffer = new PrintBuffer();
  readonly #machine: Machine;
  readonly #paper: Paper;
  readonly #interpreter: Interpreter;
  readonly #wire = new Set<SimulatorFault>();
  readonly #slipListeners = new Set<(slip: SimulatedSlip) => void>();
  readonly #stateListeners = new Set<() => void>();
  #pair: PtyPair | null = null;
  #line: SerialTransport | null = null;
  #realtimeTail: number[] = [];
  #working = false;
  #automatic = false;
  #held: SimulatedSlip | null = null;
  #trigger: { fault: SimulatorFault; rows: number } | null = null;
  #stopped = new AbortController();
  #budget = 0;

  constructor(options: EscposSimulatorOptions = {}) {
    const model = models[options.profile ?? 'generic-80mm'];
    if (!model)
      throw new RangeError(`no simulated printer ${options.profile}; known: ${Object.keys(models)}`);
    this.model = model;
    this.#options = options;
    this.#machine = new Machine(model);
    this.#paper = new Paper(model.dots);
    const machine = this.#machine;
    this.#interpreter = new Interpreter(this.#paper, {
      cut: () => this.#cut(),
      present: () => this.#present(),
      eject: () => this.takeSlip(),
      retract: () => this.#retract(),
      reply: (bytes) => this.#reply(bytes),
      automaticStatus: (on) => {
        this.#automatic = on && model.automaticStatus;
        if (this.#automatic) this.#reply(machine.automatic());
      },
      queuedPaper: () => machine.queuedPaper(),
      ejector: () => machine.ejector(),
      custom: model.custom,
      get processId() {
        return model.processId;
      },
    });
    if (options.outDir) mkdirSync(options.outDir, { recursive: true });
  }

  /** Lays the cable and switches the printer on. The path is the driver's end and stays the same over unplug and replug. */
  async start(): Promise<string> {
    this.#stopped = new AbortController();
    this.#pair = await openPtyPair();
    await this.#plugIn();
    return this.#pair.driverEnd;
  }

  get port(): string {
    if (!this.#pair) throw new Error('the simulator is not started');
    return this.#pair.driverEnd;
  }

  get state(): {
    faults: readonly SimulatorFault[];
    ticketInOutput: boolean;
    bufferedBytes: number;
    rowsOnPaper: number;
  } {
    return {
      faults: [...this.#machine.faults, ...this.#wire],
      ticketInOutput: this.#machine.ticketInOutput,
      bufferedBytes: this.buffer.bytes.length,
      rowsOnPaper: this.#paper.length,
    };
  }

  /** Something goes wrong: at once, or when `afterRows` rows of the next slip are on paper. */
  async inject(fault: SimulatorFault, options: { afterRows?: number } = {}): Promise<void> {
    if (options.afterRows !== undefined) {
      this.#trigger = { fault, rows: options.afterRows };
      return;
    }
    if ((mechanicalFaults as readonly string[]).includes(fault))
      this.#machine.faults.add(fault as MechanicalFault);
    else this.#wire.add(fault);
    if (fault === 'unplug') await this.#pullOut();
    this.#changed();
  }

  /** It is mended: one fault, or all of them. */
  async clear(fault?: SimulatorFault): Promise<void> {
    const unplugged = this.#wire.has('unplug');
    this.#trigger = null;
    for (const each of fault ? [fault] : simulatorFaults) {
      this.#machine.faults.delete(each as MechanicalFault);
      this.#wire.delete(each);
    }
    if (unplugged && !this.#wire.has('unplug')) {
      await this.#pair?.replug();
      await this.#plugIn();
    }
    this.#changed();
    void this.#work();
  }

  refillPaper(): Promise<void> {
    this.#machine.faults.delete('nearEnd');
    return this.clear('paperOut');
  }

  /** A hand takes the slip that stands in the output. False when none does. */
  takeSlip(): boolean {
    return this.#leaveOutput((slip) => {
      slip.taken = true;
    });
  }

  onSlip(listener: (slip: SimulatedSlip) => void): () => void {
    this.#slipListeners.add(listener);
    return () => this.#slipListeners.delete(listener);
  }

  onState(listener: () => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#line?.close();
    this.#line = null;
    await this.#pair?.close();
    this.#pair = null;
  }

  async #plugIn(): Promise<void> {
    const line = new SerialTransport(this.#pair!.deviceEnd);
    const opened = await line.open();
    if (!opened.ok) throw new Error(`the device end cannot be opened: ${opened.error.message}`);
    line.onData((bytes) => this.#receive(bytes));
    this.#line = line;
  }

  async #pullOut(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    await line?.close();
    await this.#pair?.unplug();
    // The bridge is gone and the printer with it: what it had not printed is lost.
    this.buffer.drop();
    this.#automatic = false;
  }

  #receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#lookForRealtime(byte);
    this.buffer.add(bytes);
    void this.#work();
  }

  /** Real-time requests are obeyed on arrival, wherever they stand: a real printer does not look at the context either. */
  #lookForRealtime(byte: number): void {
    this.#realtimeTail = [...this.#realtimeTail, byte].slice(-3);
    const [dle, command, n] = this.#realtimeTail;
    if (dle !== 0x10 || n === undefined) return;
    if (command === 0x04) this.#realtime(n);
    else if (command === 0x05 && n === 2) this.#machine.faults.delete('headHot');
    if ((command === 0x05 && n === 2) || (command === 0x14 && n === 8)) this.buffer.drop();
  }

  #realtime(n: number): void {
    if (n >= 1 && n <= 4) this.#reply(Uint8Array.of(this.#machine.realtime(n)));
    else if (n === 0x14 && this.model.custom && !this.#wire.has('noSensor'))
      this.#reply(this.#machine.fullStatus());
  }

  #reply(bytes: Uint8Array): void {
    if (this.#wire.has('mute')) return;
    if (bytes[0] === 0x37 && this.#wire.has('deafToProcessId')) return;
    const said = this.#wire.has('garbage') ? bytes.map((byte) => byte | 0x81) : bytes;
    void this.#line?.write(said);
  }

  /** Works through the buffer while nothing is wrong. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#machine.running && !this.#wire.has('unplug') && !this.#stopped.signal.aborted) {
        const next = nextToken(this.buffer.bytes);
        if (!next) break;
        this.buffer.remove(next.length);
        if (next.token) this.#interpreter.obey(next.token);
        await this.#afterToken(next.length);
      }
    } finally {
      this.#working = false;
    }
  }

  async #afterToken(bytes: number): Promise<void> {
    const trigger = this.#trigger;
    if (trigger && this.#paper.length >= trigger.rows) {
      this.#trigger = null;
      await this.inject(trigger.fault);
    }
    if (this.#wire.has('slow')) await pause(SLOW_MS, this.#stopped.signal);
    if (!this.#options.paceBaud) return;
    this.#budget += (bytes * 10_000) / this.#options.paceBaud;
    if (this.#budget < PACE_STEP_MS) return;
    const wait = this.#budget;
    this.#budget = 0;
    await pause(wait, this.#stopped.signal);
  }

  #cut(): void {
    const png = this.#paper.cut();
    if (!png) return;
    const slip: SimulatedSlip = { png, retracted: false, taken: this.model.presenter ? false : null };
    this.slips.push(slip);
    if (this.#options.outDir) {
      const name = `slip-${String(this.slips.length).padStart(3, '0')}.png`;
      writeFileSync(path.join(this.#options.outDir, name), png);
    }
    if (this.model.presenter) this.#held = slip;
    for (const listener of this.#slipListeners) listener(slip);
  }

  #present(): void {
    if (!this.#held) return;
    this.#machine.ticketInOutput = true;
    this.#changed();
    const { takeAfterMs } = this.#options;
    if (takeAfterMs !== undefined)
      void pause(takeAfterMs, this.#stopped.signal).then((passed) => passed && this.takeSlip());
  }

  #retract(): void {
    this.#leaveOutput((slip) => {
      slip.retracted = true;
    });
  }

  #leaveOutput(how: (slip: SimulatedSlip) => void): boolean {
    const slip = this.#held;
    if (!slip) return false;
    this.#held = null;
    this.#machine.ticketInOutput = false;
    how(slip);
    this.#changed();
    return true;
  }

  #changed(): void {
    if (this.#automatic) this.#reply(this.#machine.automatic());
    for (const listener of this.#stateListeners) listener();
  }
}
