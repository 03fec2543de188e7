/** Frames of the SDT protocol (SAM_V module, GA 450): preamble, big-endian length, body, XOR check. */

/** First three bytes let the receiver synchronise; 96 69 marks the start. */
export const standardPreamble: readonly number[] = [0xaa, 0xaa, 0xaa, 0x96, 0x69];
/** Seen on Bluetooth front-ends, same layout otherwise. */
export const alternativePreamble: readonly number[] = [0xaa, 0xaa, 0xaa, 0xa5, 0x5a];

const PREAMBLE_LENGTH = 5;
const HEADER_LENGTH = 7;
/** SW1 SW2 SW3 CHK: the shortest answer. */
const MIN_LENGTH = 4;
/** Longest published answer is 0x090A (text, photo and fingerprint); more is noise that looks like a header. */
export const MAX_LENGTH = 2400;

/** XOR over `bytes`, as the check byte of a frame is computed (over length and body). */
export function xorOf(bytes: Uint8Array): number {
  let check = 0;
  for (const byte of bytes) check ^= byte;
  return check;
}

/** What the parser found: the body of a good frame (SW1 SW2 SW3 DATA), or a frame whose check byte is wrong. */
export type FrameEvent =
  | { readonly kind: 'frame'; readonly body: Uint8Array }
  | { readonly kind: 'badChecksum'; readonly length: number };

/**
 * Cuts a byte stream into frames. Takes pieces of any size, skips noise, never throws, keeps at most one longest frame
 * in memory. After a frame with a wrong check it searches on behind that frame's first byte, so a true frame inside the
 * damaged one is still found.
 */
export class SdtFrameParser {
  readonly #preambles: readonly (readonly number[])[];
  #held: Uint8Array = new Uint8Array(0);

  constructor(options: { readonly alternativePreamble?: boolean } = {}) {
    this.#preambles = options.alternativePreamble
      ? [standardPreamble, alternativePreamble]
      : [standardPreamble];
  }

  /** True while the beginning of a frame has come in and its end has not. */
  get midFrame(): boolean {
    return this.#held.length >= PREAMBLE_LENGTH;
  }

  /** Takes the next bytes and returns what became complete with them, in order. */
  push(bytes: Uint8Array): FrameEvent[] {
    const joined = new Uint8Array(this.#held.length + bytes.length);
    joined.set(this.#held);
    joined.set(bytes, this.#held.length);
    this.#held = joined;
    return this.#scan();
  }

  /**
   * Says that no more bytes will come for what is held: gives up its header as noise that looked like one, and returns
   * whatever frames were swallowed by it.
   */
  giveUp(): FrameEvent[] {
    const events: FrameEvent[] = [];
    while (this.midFrame) {
      this.#held = this.#held.subarray(1);
      events.push(...this.#scan());
    }
    return events;
  }

  /** Forgets everything held. */
  clear(): void {
    this.#held = new Uint8Array(0);
  }

  #scan(): FrameEvent[] {
    const events: FrameEvent[] = [];
    let at = 0;
    for (;;) {
      at = this.#nextPreamble(at);
      const header = this.#held.subarray(at, at + HEADER_LENGTH);
      if (header.length < HEADER_LENGTH) break;
      const length = ((header[5] as number) << 8) | (header[6] as number);
      if (length < MIN_LENGTH || length > MAX_LENGTH) {
        at += 1;
        continue;
      }
      const end = at + HEADER_LENGTH + length;
      if (this.#held.length < end) break;
      if (xorOf(this.#held.subarray(at + PREAMBLE_LENGTH, end)) === 0) {
        events.push({ kind: 'frame', body: this.#held.slice(at + HEADER_LENGTH, end - 1) });
        at = end;
      } else {
        events.push({ kind: 'badChecksum', length });
        at += 1;
      }
    }
    this.#held = this.#held.slice(at);
    return events;
  }

  /** Index of the next whole preamble at or after `from`, or of the tail that may still become one, or the end. */
  #nextPreamble(from: number): number {
    const held = this.#held;
    for (let at = from; at < held.length; at += 1) {
      if (held[at] === 0xaa && this.#preambles.some((preamble) => startsLike(held, at, preamble))) return at;
    }
    return held.length;
  }
}

function startsLike(held: Uint8Array, at: number, preamble: readonly number[]): boolean {
  const compared = Math.min(PREAMBLE_LENGTH, held.length - at);
  for (let index = 0; index < compared; index += 1) {
    if (held[at + index] !== preamble[index]) return false;
  }
  return true;
}
