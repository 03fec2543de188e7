import { pause } from '../../../kit/pause.ts';
import { Bench } from '../../simulator/bench.ts';
import { type DrawnFinger, drawFinger } from '../../simulator/draw-finger.ts';
import { fingerBytes, type LaidFinger } from '../../simulator/finger.ts';
import type { Request } from './wire.ts';

export interface XgModuleTraits {
  readonly password?: string;
  /** From the finger to the result. */
  readonly captureMs?: number;
  /** Production firmware may refuse pictures and features. */
  readonly givesImage?: boolean;
  readonly givesFeature?: boolean;
  /** The picture as JPEG when it is asked for so. */
  readonly packsImage?: boolean;
  /** Says its error in the first byte, as some modules do. */
  readonly bareErrors?: boolean;
  readonly checksDuplicates?: boolean;
  readonly users?: number;
  /** Most data in one block; 510 on a serial line. */
  readonly blockBytes?: number;
}

/** Data of the answer, the number of an error, or null when nothing is answered (now). */
type Reply = Buffer | number | null;
type Said = (command: number, data: Buffer) => void;

const names: Readonly<Record<number, string>> = {
  1: 'connect',
  2: 'close',
  3: 'systemInfo',
  8: 'setTimeout',
  10: 'setPassword',
  15: 'serialNumber',
  16: 'fingerStatus',
  17: 'clear',
  20: 'enrolInfo',
  22: 'enrol',
  23: 'verify',
  25: 'cancel',
  32: 'readData',
  33: 'writeData',
  34: 'readEnrol',
  35: 'writeEnrol',
  36: 'veinImage',
  40: 'feature',
};
export const operationOf = (command: number): string => names[command] ?? 'other';

/** A finger that lies well is as wide in the picture as the matcher likes it. */
const VIEW = { width: 320, height: 160, fingerWidth: 100 } as const;
const MAX_USERS = 200;
const text = (value: string): Buffer => Buffer.concat([Buffer.from([0]), Buffer.from(value, 'latin1')]);
const DONE = Buffer.from([0]);

/** The module behind the wire: password, templates by id, a finger window, and what each command does with them. */
export class XgModule {
  readonly bench = new Bench();
  readonly #traits: XgModuleTraits;
  readonly #say: Said;
  readonly #sayBlock: (block: Buffer) => void;
  readonly #users = new Map<number, Buffer>();
  #password: string;
  #view: { readonly laying: number; readonly drawn: Promise<DrawnFinger> } | null = null;
  #connected = false;
  #timeoutS = 10;
  #job: AbortController | null = null;
  /** What READ_DATA may fetch, and what WRITE_DATA fills. */
  #ready: { readonly command: number; readonly bytes: Buffer } | null = null;
  #filling: { readonly id: number; readonly bytes: Buffer; readonly blocks: Map<number, number> } | null =
    null;

  constructor(traits: XgModuleTraits, say: Said, sayBlock: (block: Buffer) => void) {
    this.#traits = traits;
    this.#password = traits.password ?? '00000000';
    this.#say = say;
    this.#sayBlock = sayBlock;
    for (let id = 100; id < 100 + (traits.users ?? 0); id += 1) this.#users.set(id, templateOf(id));
  }

  /** Ids of the templates inside; for tests. */
  get held(): number[] {
    return [...this.#users.keys()];
  }

  /** Its picture has been asked for since it was laid. */
  get pictured(): boolean {
    return this.bench.finger !== null && this.#view?.laying === this.bench.finger.laying;
  }

  errorData(code: number): Buffer {
    return Buffer.from(this.#traits.bareErrors ? [code] : [1, code]);
  }

  /** The command that waits for a finger ends. */
  breakOff(): void {
    this.#job?.abort();
    this.#job = null;
  }

  powerOff(): void {
    this.breakOff();
    this.#connected = false;
    this.#ready = null;
    this.#filling = null;
  }

  take(request: Request): void {
    const operation = operationOf(request.command);
    if (operation === 'cancel') this.breakOff();
    else if (this.#job) {
      // A module that waits for a finger hears nothing but CANCEL.
      return;
    }
    this.#tell(request.command, this.#answerTo(operation, request));
  }

  #tell(command: number, reply: Reply): void {
    if (reply !== null) this.#say(command, typeof reply === 'number' ? this.errorData(reply) : reply);
  }

  #answerTo(operation: string, { command, data, block }: Request): Reply {
    if (operation === 'cancel') return DONE;
    if (operation === 'connect') {
      this.#connected = passwordIn(data) === this.#password;
      return this.#connected ? text('XG-V7-SIM') : 0x04;
    }
    if (!this.#connected) return 0x0f;
    switch (operation) {
      case 'close':
        this.#connected = false;
        return DONE;
      case 'systemInfo':
        return Buffer.from([0, 2, 3, 1, 4, 1, this.#timeoutS, 0, 1, 0, 0, 8]);
      case 'setTimeout':
        this.#timeoutS = data.readUInt8(0);
        return DONE;
      case 'setPassword':
        this.#password = passwordIn(data);
        return DONE;
      case 'serialNumber':
        return text('SIM0000001');
      case 'fingerStatus':
        return Buffer.from([0, this.bench.finger ? 1 : 0]);
      case 'clear':
        return this.#users.delete(data.readUInt32LE(0)) ? DONE : 0x07;
      case 'enrolInfo':
        return numbers(this.#users.size, this.#users.size * 3, MAX_USERS);
      case 'readEnrol': {
        const bytes = this.#users.get(data.readUInt32LE(0));
        if (!bytes) return 0x07;
        this.#ready = { command, bytes };
        return numbers(bytes.length);
      }
      case 'writeEnrol': {
        const size = data.readUInt32LE(4);
        if (size < 1 || size > 8192) return 0x05;
        this.#filling = { id: data.readUInt32LE(0), bytes: Buffer.alloc(size), blocks: new Map() };
        return DONE;
      }
      case 'readData':
        return this.#read(data);
      case 'writeData':
        return this.#write(data, block);
      case 'veinImage':
        return this.#traits.givesImage === false
          ? 0x10
          : this.#begin(command, () => this.#picture(command, data.readUInt8(8) === 0x4a));
      case 'feature':
        return this.#traits.givesFeature === false
          ? 0x10
          : this.#begin(command, (signal) => this.#feature(command, signal));
      case 'enrol':
        return this.#begin(command, (signal) => this.#enrol(command, data, signal));
      case 'verify':
        return this.#begin(command, (signal) => this.#verify(command, data, signal));
      default:
        return 0x10;
    }
  }

  #begin(command: number, job: (signal: AbortSignal) => Promise<Reply>): null {
    const running = new AbortController();
    this.#job = running;
    void job(running.signal).then((reply) => {
      if (running.signal.aborted) return;
      this.#job = null;
      this.#tell(command, reply);
    });
    return null;
  }

  /** Waits for a finger and looks at it; a number is the error. */
  async #capture(command: number, step: number, signal: AbortSignal): Promise<LaidFinger | number> {
    this.#say(command, Buffer.from([0x20, step]));
    if (!(await this.bench.becomes(true, this.#timeoutS * 1000, signal))) return 0x0b;
    await pause(this.#traits.captureMs ?? 300, signal);
    const { finger } = this.bench;
    if (!finger || finger.pose === 'high' || finger.pose === 'cold') return 0x11;
    if (finger.pose !== 'good') return 0x01;
    if (!signal.aborted) this.#say(command, Buffer.from([0x21, step]));
    return finger;
  }

  async #feature(command: number, signal: AbortSignal): Promise<Reply> {
    const finger = await this.#capture(command, 1, signal);
    if (typeof finger === 'number') return finger;
    this.#ready = { command, bytes: fingerBytes(finger.finger, 1500) };
    const answer = Buffer.alloc(3);
    answer.writeUInt16LE(1500, 1);
    return answer;
  }

  async #enrol(command: number, data: Buffer, signal: AbortSignal): Promise<Reply> {
    const captures = data.readUInt8(5);
    let whose: number | null = null;
    for (let step = 1; step <= captures; step += 1) {
      const finger = await this.#capture(command, step, signal);
      if (typeof finger === 'number') return finger;
      whose ??= finger.finger;
      if (whose !== finger.finger) return 0x09;
      if (step < captures && !(await this.bench.becomes(false, this.#timeoutS * 1000, signal))) return 0x0e;
    }
    const template = templateOf(whose ?? 0);
    const known = [...this.#users.values()].some((held) => held.equals(template));
    if (this.#traits.checksDuplicates && known) return 0x0a;
    if (this.#users.size >= MAX_USERS) return 0x08;
    this.#users.set(data.readUInt32LE(0), template);
    return DONE;
  }

  async #verify(command: number, data: Buffer, signal: AbortSignal): Promise<Reply> {
    const id = data.readUInt32LE(0);
    const held = this.#users.get(id);
    if (!held) return 0x07;
    const finger = await this.#capture(command, 1, signal);
    if (typeof finger === 'number') return finger;
    return held.equals(templateOf(finger.finger)) ? numbers(id) : 0x0c;
  }

  /** One picture of each laying: it does not change while the finger lies there. */
  async #picture(command: number, wantsJpeg: boolean): Promise<Reply> {
    const { finger } = this.bench;
    if (!finger) return 0x0b;
    if (this.#view?.laying !== finger.laying)
      this.#view = { laying: finger.laying, drawn: drawFinger({ laid: finger, ...VIEW }) };
    const { image, jpegs } = await this.#view.drawn;
    const packed = wantsJpeg && this.#traits.packsImage !== false;
    const bytes = Buffer.from(packed ? (jpegs[0] as Uint8Array) : image.data);
    this.#ready = { command, bytes };
    const told = Buffer.alloc(10);
    told.writeUInt16LE(image.width, 1);
    told.writeUInt8(image.height, 3);
    if (packed) told.writeUInt16LE(bytes.length, 8);
    return told;
  }

  #read(data: Buffer): Reply {
    const [from, size] = [data.readUInt32LE(1), data.readUInt32LE(5)];
    if (this.#ready?.command !== data.readUInt8(0) || size > (this.#traits.blockBytes ?? 510)) return 0x05;
    if (from + size > this.#ready.bytes.length) return 0x05;
    this.#sayBlock(this.#ready.bytes.subarray(from, from + size));
    return null;
  }

  #write(data: Buffer, block: Buffer | null): Reply {
    const filling = this.#filling;
    const from = data.readUInt32LE(1);
    if (!block) return 0x03;
    if (!filling || data.readUInt8(0) !== 0x23 || from + block.length > filling.bytes.length) return 0x05;
    block.copy(filling.bytes, from);
    filling.blocks.set(from, block.length);
    const filled = [...filling.blocks.values()].reduce((sum, length) => sum + length, 0);
    if (filled === filling.bytes.length) {
      this.#users.set(filling.id, filling.bytes);
      this.#filling = null;
    }
    return DONE;
  }
}

const passwordIn = (data: Buffer): string => data.toString('latin1').replace(/\0+$/, '');
const templateOf = (finger: number): Buffer => fingerBytes(finger ^ 0x5a5a5a5a, 3072);

/** 00, then numbers of four bytes. */
function numbers(...values: number[]): Buffer {
  const data = Buffer.alloc(1 + 4 * values.length);
  for (const [place, value] of values.entries()) data.writeUInt32LE(value, 1 + 4 * place);
  return data;
}
