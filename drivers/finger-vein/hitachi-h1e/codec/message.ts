/**
 * Messages of the Hitachi H-1E (docs/devices/finger-vein-scanner.md). Request: command, length (big-endian), data. Reply: 00
 * done or 01 error, length, data; an error stands in the first byte of the data. There is no head and no sum (templates have
 * one of their own), so a reader that lost its place finds it again only after silence.
 */

const HEADER_BYTES = 3;
/** Longest reply: a template with one byte before it and its check behind it. */
const MAX_REPLY = 541;
/** `74`, then 01 for a finger on the sensor: told without being asked for, once 28 asked for it. */
const TOUCH = 0x74;

export type H1eEvent =
  | { readonly kind: 'done'; readonly data: Uint8Array }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'touch'; readonly finger: boolean }
  | { readonly kind: 'damaged' };

/** The bytes on the wire. Throws a RangeError when the data is too long to be told (a bug). */
export function buildRequest(command: number, data: Uint8Array): Uint8Array {
  if (data.length > 0xffff) throw new RangeError(`${data.length} bytes of data`);
  return Uint8Array.from([command, data.length >> 8, data.length & 0xff, ...data]);
}

/** Cuts a byte stream into replies and touch events. Takes pieces of any size, never throws. */
export class H1eStreamParser {
  #held: Uint8Array = new Uint8Array();
  #lost = false;

  /** True while the beginning of a message has come in and its end has not. */
  get midMessage(): boolean {
    return this.#held.length > 0;
  }

  /** After `damaged` everything is thrown away until `clear`: the line has fallen silent. */
  push(bytes: Uint8Array): H1eEvent[] {
    if (this.#lost) return [];
    const events: H1eEvent[] = [];
    let rest = Uint8Array.from([...this.#held, ...bytes]);
    this.#held.fill(0);
    while (rest.length > 0) {
      const length = (((rest[1] ?? 0) << 8) | (rest[2] ?? 0)) >>> 0;
      const impossible = (rest[0] as number) > 1 || (rest[1] ?? 0) > MAX_REPLY >> 8;
      if (impossible || (rest.length >= HEADER_BYTES && length > MAX_REPLY)) {
        events.push({ kind: 'damaged' });
        this.#lost = true;
        this.#held = new Uint8Array();
        return events;
      }
      if (rest.length < HEADER_BYTES + length || rest.length < HEADER_BYTES) break;
      events.push(eventOf(rest[0] === 0, rest.slice(HEADER_BYTES, HEADER_BYTES + length)));
      rest = rest.subarray(HEADER_BYTES + length);
    }
    this.#held = rest.slice();
    return events;
  }

  clear(): void {
    this.#held.fill(0);
    this.#held = new Uint8Array();
    this.#lost = false;
  }
}

function eventOf(done: boolean, data: Uint8Array): H1eEvent {
  if (!done) return { kind: 'error', code: data[0] ?? 0 };
  if (data.length === 2 && data[0] === TOUCH) return { kind: 'touch', finger: data[1] === 1 };
  return { kind: 'done', data };
}
