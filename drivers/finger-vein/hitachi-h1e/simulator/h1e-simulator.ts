import { pause } from '../../../kit/pause.ts';
import { Bench } from '../../simulator/bench.ts';
import { FarEnd, type SimulatedScanner, type SimulatorEvent } from '../../simulator/far-end.ts';
import type { SimulatedFault } from '../../simulator/faults.ts';
import { fingerBytes, type LaidFinger, type SimulatedFinger } from '../../simulator/finger.ts';
import type { ScannerAsks } from '../../simulator/obliging-person.ts';

export interface H1eTraits {
  /** From the finger to the answer. */
  readonly captureMs?: number;
}

const names: Readonly<Record<number, string>> = {
  16: 'buzzer',
  17: 'led',
  20: 'info',
  21: 'capture',
  23: 'reset',
  25: 'verifyWith',
  32: 'security',
  40: 'touchNotify',
};
/** Not public: any number but 10 will do for a bad finger, another finger, a bad request. */
const [BAD_FINGER, NO_MATCH, BAD_REQUEST] = [0x21, 0x22, 0x23] as const;
const CANCELLED = 0x10;

const templateOf = (finger: number): Buffer => fingerBytes(finger, 536);
const errorBytes = (code: number): Buffer => Buffer.from([1, 0, 1, code]);
function doneBytes(data: Buffer): Buffer {
  const head = Buffer.alloc(3);
  head.writeUInt16BE(data.length, 1);
  return Buffer.concat([head, data]);
}

/** The word that makes the XOR of all words of four bytes zero. */
function xorOfWords(bytes: Buffer): Buffer {
  let check = 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) check ^= bytes.readInt32BE(at);
  const word = Buffer.alloc(4);
  word.writeInt32BE(check);
  return word;
}

/** A Hitachi H-1E at the far end of a virtual serial cable. Second implementation, from the description. */
export class H1eSimulator implements SimulatedScanner {
  readonly #end: FarEnd;
  readonly #bench = new Bench();
  readonly #asking = new Set<(what: ScannerAsks) => void>();
  readonly #captureMs: number;
  #held: Buffer = Buffer.alloc(0);
  #notifies = false;
  #touched = false;
  #job: AbortController | null = null;

  constructor({ captureMs = 300 }: H1eTraits = {}) {
    this.#captureMs = captureMs;
    this.#end = new FarEnd({
      onBytes: (bytes) => this.#take(bytes),
      onPowerOff: () => this.#restart(),
      onForcedError: () => this.#job?.abort(),
      spoil: (answer) => {
        const at = answer.length > 500 ? answer.length - 1 : 0;
        answer.writeUInt8(answer.readUInt8(at) ^ 0x5a, at);
      },
    });
    this.#bench.onChange(() => this.#touch());
  }

  /** Path that a driver opens. */
  get path(): string {
    return this.#end.path;
  }

  start(): Promise<void> {
    return this.#end.start();
  }

  stop(): Promise<void> {
    return this.#end.stop();
  }

  get finger(): LaidFinger | null {
    return this.#bench.finger;
  }

  /** By its lamp. */
  onAsk(listener: (what: ScannerAsks) => void): () => void {
    this.#asking.add(listener);
    return () => this.#asking.delete(listener);
  }

  placeFinger(finger: SimulatedFinger): void {
    this.#bench.place(finger);
  }

  liftFinger(): void {
    this.#bench.lift();
  }

  inject(fault: SimulatedFault): void {
    this.#end.inject(fault);
  }

  clearFaults(): void {
    this.#end.clearFaults();
  }

  /** Its power goes, and comes back at once. */
  powerCycle(): void {
    this.#restart();
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

  #restart(): void {
    this.#job?.abort();
    this.#job = null;
    this.#held = Buffer.alloc(0);
    this.#notifies = false;
    this.#touched = false;
  }

  #touch(): void {
    const touched = this.#bench.finger !== null;
    if (!this.#notifies || touched === this.#touched) return;
    this.#touched = touched;
    this.#end.send('touch', 0, doneBytes(Buffer.from([0x74, touched ? 1 : 0])), errorBytes);
  }

  #take(bytes: Uint8Array): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    while (this.#held.length >= 3) {
      const end = 3 + this.#held.readUInt16BE(1);
      if (this.#held.length < end) return;
      const message = this.#held.subarray(0, end);
      this.#held = this.#held.subarray(end);
      this.#serve(message);
    }
  }

  #serve(message: Buffer): void {
    const operation = names[message.readUInt8(0)] ?? 'other';
    const data = message.subarray(3);
    if (operation === 'reset') {
      // A capture that runs says that it was cancelled before the reset is answered.
      if (this.#job) this.#answer('capture', CANCELLED);
      this.#restart();
      this.#answer('reset', Buffer.alloc(0));
      return;
    }
    if (this.#job) return;
    switch (operation) {
      case 'info':
        this.#answer(operation, Buffer.from(data[0] === 0 ? 'H1E-SIM  V1.10' : 'SIM000000001', 'latin1'));
        return;
      case 'touchNotify':
        this.#notifies = data[0] === 1;
        this.#answer(operation, Buffer.alloc(0));
        this.#touch();
        return;
      case 'security':
        this.#answer(operation, (data[0] ?? 0) >= 1 && (data[0] ?? 0) <= 5 ? Buffer.alloc(0) : BAD_REQUEST);
        return;
      case 'led':
        for (const listener of this.#asking) listener(data[1] === 1 ? 'lay' : 'lift');
        this.#answer(operation, Buffer.alloc(0));
        return;
      case 'buzzer':
        this.#answer(operation, Buffer.alloc(0));
        return;
      case 'capture':
        this.#capture(operation, (finger) => {
          const body = doneBytes(Buffer.concat([Buffer.from([0]), templateOf(finger)]));
          // The length counts the check, and the check counts the length.
          body.writeUInt16BE(541, 1);
          return Buffer.concat([body.subarray(3), xorOfWords(body)]);
        });
        return;
      case 'verifyWith':
        this.#verify(message);
        return;
      default:
        this.#answer(operation, BAD_REQUEST);
    }
  }

  #verify(message: Buffer): void {
    const checked = message.length >= 544 && (message.length - 8) % 536 === 0;
    if (!checked || !xorOfWords(message).equals(Buffer.alloc(4))) {
      this.#answer('verifyWith', BAD_REQUEST);
      return;
    }
    const templates = message.subarray(4, -4);
    this.#capture('verifyWith', (finger) => {
      const mine = templateOf(finger);
      for (let at = 0; at < templates.length; at += 536)
        if (templates.subarray(at, at + 536).equals(mine)) return Buffer.from([at / 536]);
      return NO_MATCH;
    });
  }

  #capture(operation: string, make: (finger: number) => Buffer | number): void {
    const job = new AbortController();
    this.#job = job;
    void pause(this.#captureMs, job.signal).then((whole) => {
      if (!whole) return;
      this.#job = null;
      const { finger } = this.#bench;
      this.#answer(operation, finger?.pose === 'good' ? make(finger.finger) : BAD_FINGER);
    });
  }

  #answer(operation: string, answer: Buffer | number): void {
    if (typeof answer === 'number') this.#end.send(operation, answer, errorBytes(answer), errorBytes);
    else this.#end.send(operation, 0, doneBytes(answer), errorBytes);
  }
}
