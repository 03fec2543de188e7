import { FarEnd, type SimulatedScanner, type SimulatorEvent } from '../../simulator/far-end.ts';
import type { SimulatedFault } from '../../simulator/faults.ts';
import type { LaidFinger, SimulatedFinger } from '../../simulator/finger.ts';
import type { ScannerAsks } from '../../simulator/obliging-person.ts';
import { blockBytes, frameBytes, RequestReader } from './wire.ts';
import { operationOf, XgModule, type XgModuleTraits } from './xg-module.ts';

const READ_DATA = 0x20;
const [PUT, LIFT] = [0x20, 0x21] as const;
/** Two looks at an empty window so soon after each other are those of somebody who waits for a finger, ms. */
const WAITING = 1000;

/** An XG module at the far end of a virtual serial cable. Second implementation, from the description. */
export class XgSimulator implements SimulatedScanner {
  readonly #end: FarEnd;
  readonly #module: XgModule;
  #reader = new RequestReader();

  constructor(traits: XgModuleTraits = {}) {
    this.#end = new FarEnd({
      onBytes: (bytes) => {
        for (const request of this.#reader.take(bytes)) this.#module.take(request);
      },
      onPowerOff: () => {
        this.#reader = new RequestReader();
        this.#module.powerOff();
      },
      onForcedError: () => this.#module.breakOff(),
      spoil: (answer) => answer.writeUInt8(answer.readUInt8(answer.length - 2) ^ 0x41, answer.length - 2),
    });
    const error =
      (command: number) =>
      (code: number): Buffer =>
        frameBytes(command, this.#module.errorData(code));
    this.#module = new XgModule(
      traits,
      (command, data) => {
        const [state = 0, second = 0] = data;
        const code = state === 1 ? second : state;
        this.#end.send(operationOf(command), code, frameBytes(command, data), error(command));
      },
      (block) => this.#end.send('readData', 0, blockBytes(block), error(READ_DATA)),
    );
  }

  /** Path that a driver opens. */
  get path(): string {
    return this.#end.path;
  }

  /** Ids of the templates in the module. */
  get held(): readonly number[] {
    return this.#module.held;
  }

  start(): Promise<void> {
    return this.#end.start();
  }

  stop(): Promise<void> {
    return this.#end.stop();
  }

  get finger(): LaidFinger | null {
    return this.#module.bench.finger;
  }

  placeFinger(finger: SimulatedFinger): void {
    this.#module.bench.place(finger);
  }

  liftFinger(): void {
    this.#module.bench.lift();
  }

  inject(fault: SimulatedFault): void {
    this.#end.inject(fault);
  }

  clearFaults(): void {
    this.#end.clearFaults();
  }

  /** Its power goes, and comes back at once: all it remembers are the templates. */
  powerCycle(): void {
    this.#reader = new RequestReader();
    this.#module.powerOff();
  }

  unplug(): Promise<void> {
    return this.#end.unplug();
  }

  replug(): Promise<void> {
    return this.#end.replug();
  }

  onEvent(listener: (event: SimulatorEvent) => void): () => void {
    return this.#end.onEvent(listener);
  }

  /** By its voice, or because a finger is looked for again and again; one empty look alone may be for its removal. */
  onAsk(listener: (what: ScannerAsks) => void): () => void {
    let emptyAt = Number.NEGATIVE_INFINITY;
    return this.#end.onEvent(({ operation, code }) => {
      const look = operation === 'fingerStatus' && code === 0;
      if (code === LIFT || operation === 'cancel' || (look && this.#module.pictured)) listener('lift');
      else if (code === PUT || (look && performance.now() - emptyAt < WAITING)) listener('lay');
      if (look) emptyAt = this.finger ? Number.NEGATIVE_INFINITY : performance.now();
    });
  }
}
