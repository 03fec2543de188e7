import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../simulator/usb-model.ts';
import type { UsbDeviceInfo } from '../usb-bus.ts';
import { parseConfiguration } from './parse-configuration.ts';

/** What a read can end with: bytes, or why not. */
export type ReadEnd = Uint8Array | 'stall' | 'overflow' | 'gone';
export type WriteEnd = 'taken' | 'stall' | 'gone';

interface Reader {
  readonly length: number;
  readonly end: (how: ReadEnd) => void;
}

interface Pipe {
  readonly packetBytes: number;
  readonly queue: Uint8Array[];
  readonly readers: Reader[];
  halted: boolean;
  /** The writes on this endpoint, one after the other. */
  turn: Promise<unknown>;
}

/** One simulated device between plugging in and pulling out: its endpoints, as the host controller sees them. */
export class MemoryDevice {
  readonly model: UsbModel;
  readonly info: UsbDeviceInfo;
  /** Interfaces that somebody has opened. */
  readonly claimed = new Set<number>();
  readonly #pipes = new Map<number, Pipe>();
  readonly #goneListeners = new Set<() => void>();
  #gone = false;

  constructor(model: UsbModel, path: string) {
    this.model = model;
    const { device, strings } = model;
    const word = (at: number): number => (device[at] ?? 0) | ((device[at + 1] ?? 0) << 8);
    const text = (at: number): string => strings[device[at] ?? 0] ?? '';
    const interfaces = parseConfiguration(model.configuration);
    this.info = {
      vendorId: word(8),
      productId: word(10),
      manufacturer: text(14),
      product: text(15),
      serialNumber: text(16),
      path,
      interfaces,
    };
    for (const endpoint of interfaces.flatMap((item) => item.endpoints))
      this.#pipes.set(endpoint.address, {
        packetBytes: endpoint.maxPacketBytes,
        queue: [],
        readers: [],
        halted: false,
        turn: Promise.resolve(),
      });
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** The model's way to the host. What a device sends after it was pulled out goes nowhere. */
  readonly host: UsbHost = {
    send: (endpoint, bytes) => {
      if (this.#gone) return;
      this.#pipe(endpoint).queue.push(Uint8Array.from(bytes));
      this.#serve(endpoint);
    },
    stall: (endpoint) => {
      if (this.#gone) return;
      this.#pipe(endpoint).halted = true;
      this.#serve(endpoint);
    },
    drop: (endpoint) => {
      this.#pipe(endpoint).queue.length = 0;
    },
    queued: (endpoint) => this.#pipe(endpoint).queue.reduce((sum, bytes) => sum + bytes.length, 0),
  };

  onGone(listener: () => void): () => void {
    this.#goneListeners.add(listener);
    return () => this.#goneListeners.delete(listener);
  }

  /** Waits for one transfer. Returns what stops waiting; bytes that come later go to the next reader. */
  read(endpoint: number, length: number, end: (how: ReadEnd) => void): () => void {
    if (this.#gone) {
      end('gone');
      return () => undefined;
    }
    const { readers } = this.#pipe(endpoint);
    const reader = { length, end };
    readers.push(reader);
    this.#serve(endpoint);
    return () => {
      const at = readers.indexOf(reader);
      if (at >= 0) readers.splice(at, 1);
    };
  }

  /** Hands the bytes to the model when the writes before are through. Returns what gives up; the next one may then go. */
  write(endpoint: number, bytes: Uint8Array, end: (how: WriteEnd) => void): () => void {
    const pipe = this.#pipe(endpoint);
    let over: () => void = () => undefined;
    const done = new Promise<void>((resolve) => {
      over = resolve;
    });
    let given = false;
    const give = (how: WriteEnd): void => {
      if (!given) end(how);
      given = true;
      stopGone();
      over();
    };
    const stopGone = this.onGone(() => give('gone'));
    const before = pipe.turn;
    pipe.turn = before.then(() => done);
    void before.then(async () => {
      if (given) return;
      if (this.#gone) return give('gone');
      const how = await this.model.out(endpoint, Uint8Array.from(bytes));
      if (how === 'stall') pipe.halted = true;
      if (how !== 'never') give(how);
    });
    return () => {
      given = true;
      stopGone();
      over();
    };
  }

  /** What the device answers to a control request; 'gone' when it was pulled out meanwhile. */
  async control(setup: UsbModelSetup, data: Uint8Array): Promise<UsbAnswer | 'gone'> {
    if (this.#gone) return 'gone';
    const answer = await this.model.control(setup, Uint8Array.from(data));
    if (this.#gone) return 'gone';
    return answer instanceof Uint8Array ? answer.slice(0, setup.wLength) : answer;
  }

  clearHalt(endpoint: number): void {
    const pipe = this.#pipe(endpoint);
    pipe.halted = false;
    this.model.haltCleared?.(endpoint);
    this.#serve(endpoint);
  }

  /** Pulled out: whatever waits ends at once. */
  leave(): void {
    this.#gone = true;
    this.model.unplugged();
    for (const { readers } of this.#pipes.values())
      for (const reader of readers.splice(0)) reader.end('gone');
    for (const listener of [...this.#goneListeners]) listener();
  }

  #pipe(endpoint: number): Pipe {
    const pipe = this.#pipes.get(endpoint);
    if (!pipe) throw new Error(`no endpoint 0x${endpoint.toString(16)} in the descriptors`);
    return pipe;
  }

  #serve(endpoint: number): void {
    const pipe = this.#pipe(endpoint);
    while (pipe.readers.length > 0 && (pipe.halted || pipe.queue.length > 0)) {
      const reader = pipe.readers.shift() as Reader;
      reader.end(pipe.halted ? 'stall' : take(pipe, reader.length));
    }
  }
}

/** One transfer's worth. A host that asks for less than the packets that come loses the transfer (babble). */
function take(pipe: Pipe, length: number): ReadEnd {
  const bytes = pipe.queue.shift() as Uint8Array;
  if (bytes.length <= length) return bytes;
  if (length % pipe.packetBytes !== 0) return 'overflow';
  pipe.queue.unshift(bytes.subarray(length));
  return bytes.subarray(0, length);
}
