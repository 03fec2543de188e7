/**
 * Frames of the generic PIN pad protocol (docs/devices/pin-pad.md): STX, then length, command or status, data and BCC with
 * every byte split into two (30 to 3F, high half first), then ETX. Between frames a pad that is being typed on sends single
 * bytes, one per key; none of them can stand inside a frame.
 */

const STX = 0x02;
const ETX = 0x03;
/** The length byte counts command (or status) and data. */
export const MAX_BODY = 255;

/** What a single byte outside frames says. `digit` tells that one was typed, never which. */
export const keyEvents = {
  42: 'digit',
  8: 'erase',
  24: 'clear',
  13: 'confirm',
  27: 'cancel',
  7: 'timeOut',
} as const satisfies Readonly<Record<number, string>>;
export type KeyEvent = (typeof keyEvents)[keyof typeof keyEvents];

export type PadEvent =
  /** A whole frame: status (or command) and data. */
  | { readonly kind: 'frame'; readonly body: Uint8Array }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'key'; readonly key: KeyEvent };

/** XOR of all bytes: the BCC is that of length and body. */
export function bccOf(bytes: Uint8Array): number {
  let check = 0;
  for (const byte of bytes) check ^= byte;
  return check;
}

/** The bytes on the wire for a body of 1 to 255 bytes. Throws a RangeError for another length (a bug). */
export function buildFrame(body: Uint8Array): Uint8Array {
  if (body.length < 1 || body.length > MAX_BODY) throw new RangeError(`a body of ${body.length} bytes`);
  const plain = Uint8Array.from([body.length, ...body]);
  const frame = new Uint8Array(2 * plain.length + 4);
  frame[0] = STX;
  for (const [at, byte] of [...plain, bccOf(plain)].entries()) {
    frame[1 + 2 * at] = 0x30 | (byte >> 4);
    frame[2 + 2 * at] = 0x30 | (byte & 0x0f);
  }
  frame[frame.length - 1] = ETX;
  return frame;
}

/** Cuts a byte stream into frames and key events. Takes pieces of any size, skips noise, never throws. */
export class PadFrameParser {
  /** Halves of the bytes of the frame that is arriving; null between frames. */
  #halves: number[] | null = null;

  /** True while the beginning of a frame has come in and its end has not. */
  get midFrame(): boolean {
    return this.#halves !== null;
  }

  push(bytes: Uint8Array): PadEvent[] {
    const events: PadEvent[] = [];
    for (const byte of bytes) {
      const event = this.#take(byte);
      if (event) events.push(event);
    }
    return events;
  }

  clear(): void {
    this.#halves = null;
  }

  #take(byte: number): PadEvent | null {
    const halves = this.#halves;
    if (byte === STX) {
      this.#halves = [];
      return halves === null ? null : { kind: 'damaged' };
    }
    if (halves === null) {
      const key = (keyEvents as Readonly<Record<number, KeyEvent>>)[byte];
      return key === undefined ? null : { kind: 'key', key };
    }
    if (byte === ETX) {
      this.#halves = null;
      const event = frameOf(halves);
      // It may have been a card PIN.
      halves.fill(0);
      return event;
    }
    if (byte >> 4 === 3 && halves.length < 2 * (MAX_BODY + 2)) {
      halves.push(byte & 0x0f);
      return null;
    }
    // A byte that stands in no frame: what was arriving is lost, and this byte alone is no key to be trusted.
    this.#halves = null;
    return { kind: 'damaged' };
  }
}

function frameOf(halves: readonly number[]): PadEvent {
  const plain = new Uint8Array(halves.length >> 1);
  for (let at = 0; at < plain.length; at += 1)
    plain[at] = ((halves[2 * at] as number) << 4) | (halves[2 * at + 1] as number);
  const length = plain[0] ?? 0;
  const whole = halves.length % 2 === 0 && length >= 1 && plain.length === length + 2 && bccOf(plain) === 0;
  return whole ? { kind: 'frame', body: plain.slice(1, -1) } : { kind: 'damaged' };
}
