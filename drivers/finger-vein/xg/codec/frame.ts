/**
 * Frames of the XG protocol (docs/devices/finger-vein-scanner.md), both ways 24 bytes: BB AA, address, command, encoding 00,
 * length, 16 bytes of data filled with zeroes, sum of the first 22 bytes, low byte first. The answer to READ_DATA is no
 * frame but a block: the bytes asked for, then their sum.
 */

const FRAME_BYTES = 24;
const DATA_BYTES = 16;
const DATA_AT = 6;
const SUM_AT = 22;
const HEAD = [0xbb, 0xaa] as const;
const READ_DATA = 0x20;

export interface XgFrame {
  readonly address: number;
  readonly command: number;
  /** How many of the data bytes count. Modules are not always right about it, so decoders look at all 16. */
  readonly length: number;
  readonly data: Uint8Array;
}

export type XgEvent =
  | { readonly kind: 'frame'; readonly frame: XgFrame }
  | { readonly kind: 'block'; readonly bytes: Uint8Array }
  | { readonly kind: 'damaged' };

/** Sum of all bytes, mod 65536. */
export function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xffff;
  return sum;
}

/** The 24 bytes on the wire. Throws a RangeError for more than 16 bytes of data (a bug). */
export function buildFrame(command: number, data: Uint8Array = new Uint8Array(), address = 0): Uint8Array {
  if (data.length > DATA_BYTES) throw new RangeError(`${data.length} bytes of data`);
  const frame = new Uint8Array(FRAME_BYTES);
  frame.set([...HEAD, address, command, 0, data.length]);
  frame.set(data, DATA_AT);
  const sum = sumOf(frame.subarray(0, SUM_AT));
  frame[SUM_AT] = sum & 0xff;
  frame[SUM_AT + 1] = sum >> 8;
  return frame;
}

/** A block with its sum behind it. */
export function buildBlock(bytes: Uint8Array): Uint8Array {
  const sum = sumOf(bytes);
  return Uint8Array.from([...bytes, sum & 0xff, sum >> 8]);
}

/** Cuts a byte stream into frames and blocks. Takes pieces of any size, skips noise, finds the next frame, never throws. */
export class XgStreamParser {
  #held: Uint8Array = new Uint8Array();
  #block: number | null = null;

  /** True while the beginning of a frame or block has come in and its end has not. */
  get midFrame(): boolean {
    return this.#held.length > 0;
  }

  /** What comes next is the answer to READ_DATA: a block of so many bytes, or a frame that refuses it. */
  expectBlock(size: number): void {
    this.#block = size;
  }

  push(bytes: Uint8Array): XgEvent[] {
    const events: XgEvent[] = [];
    let rest = new Uint8Array(this.#held.length + bytes.length);
    rest.set(this.#held);
    rest.set(bytes, this.#held.length);
    this.#held.fill(0);
    for (;;) {
      const step = this.#block === null ? nextFrame(rest) : this.#nextBlock(rest, this.#block);
      if (step.event) events.push(step.event);
      rest = rest.subarray(step.used);
      if (step.used === 0) break;
    }
    // A copy: the piece that came in belongs to the line, and held bytes are overwritten when they are used.
    this.#held = rest.slice();
    return events;
  }

  clear(): void {
    this.#held.fill(0);
    this.#held = new Uint8Array();
    this.#block = null;
  }

  #nextBlock(bytes: Uint8Array, size: number): Step {
    const refusal = bytes.length >= FRAME_BYTES ? frameAt(bytes) : null;
    if (refusal?.command === READ_DATA && refusal.data[0] !== 0) {
      this.#block = null;
      return { used: FRAME_BYTES, event: { kind: 'frame', frame: refusal } };
    }
    if (bytes.length < size + 2) return { used: 0 };
    this.#block = null;
    const block = bytes.slice(0, size);
    const sum = (bytes[size] as number) | ((bytes[size + 1] as number) << 8);
    const event: XgEvent = sumOf(block) === sum ? { kind: 'block', bytes: block } : { kind: 'damaged' };
    return { used: size + 2, event };
  }
}

interface Step {
  /** Bytes dealt with; 0 when more must come in first. */
  readonly used: number;
  readonly event?: XgEvent;
}

function nextFrame(bytes: Uint8Array): Step {
  if (bytes.length === 0) return { used: 0 };
  const at = headIn(bytes);
  if (at > 0) return { used: at };
  if (bytes.length < FRAME_BYTES) return { used: 0 };
  const frame = frameAt(bytes);
  // Only the head is given up: the true frame may begin within the bytes of the false one.
  return frame
    ? { used: FRAME_BYTES, event: { kind: 'frame', frame } }
    : { used: 1, event: { kind: 'damaged' } };
}

/** Where the next head is, or could be when its first byte is the last to have come in; else behind the end. */
function headIn(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== HEAD[0]) continue;
    if (at + 1 === bytes.length || bytes[at + 1] === HEAD[1]) return at;
  }
  return bytes.length;
}

function frameAt(bytes: Uint8Array): XgFrame | null {
  if (bytes[0] !== HEAD[0] || bytes[1] !== HEAD[1]) return null;
  const length = bytes[5] as number;
  const sum = (bytes[SUM_AT] as number) | ((bytes[SUM_AT + 1] as number) << 8);
  if (length > DATA_BYTES || sumOf(bytes.subarray(0, SUM_AT)) !== sum) return null;
  return {
    address: bytes[2] as number,
    command: bytes[3] as number,
    length,
    data: bytes.slice(DATA_AT, SUM_AT),
  };
}
