import { MAX_LENGTH, standardPreamble } from '../codec/frame.ts';

/**
 * The standard USB module (0400:C35A) cuts each frame into two transfers on two pairs of pipes: the header (preamble and
 * length, 7 bytes) on the one, the body (as many bytes as the length says) on the other. The bytes are those of the serial
 * line.
 */
export const HEADER_BYTES = 7;
/** Shortest body of an answer: SW1 SW2 SW3 and the check. */
const MIN_LENGTH = 4;

/** One request for its two pipes; null when these bytes are no whole frame. */
export function splitRequest(frame: Uint8Array): { header: Uint8Array; body: Uint8Array } | null {
  const begins = standardPreamble.every((byte, index) => frame[index] === byte);
  if (!begins || frame.length < HEADER_BYTES || lengthAt(frame, 0) !== frame.length - HEADER_BYTES)
    return null;
  return { header: frame.subarray(0, HEADER_BYTES), body: frame.subarray(HEADER_BYTES) };
}

/**
 * Says from which pipe to read next, and joins what was read to the byte stream of a serial line. Takes any bytes, never
 * throws, and never asks the body pipe for more than the header announced. It judges nothing: noise goes on in the stream,
 * where the frame parser skips it.
 */
export class SplitReader {
  /** Tail of the header pipe that may be the beginning of a header: at most six bytes. */
  #held: Uint8Array = new Uint8Array(0);
  #missing = 0;

  /** Bytes to be read from the body pipe; 0: the next ones come from the header pipe. */
  get missing(): number {
    return this.#missing;
  }

  /** Takes one transfer of the header pipe; gives back what goes on into the stream, which is all of it. */
  takeHeader(bytes: Uint8Array): Uint8Array {
    const joined = join(this.#held, bytes);
    let at = 0;
    this.#held = new Uint8Array(0);
    while (at < joined.length) {
      const length = headerAt(joined, at);
      if (length === null) {
        at += 1;
        continue;
      }
      if (length === 'cut') {
        this.#held = joined.slice(at);
        break;
      }
      // A module that puts some of the body, or all of it, behind the header is understood as well.
      this.#missing = Math.max(0, at + HEADER_BYTES + length - joined.length);
      at += HEADER_BYTES + length;
    }
    return bytes;
  }

  /** Takes one transfer of the body pipe; what is more than the header announced does not go on. */
  takeBody(bytes: Uint8Array): Uint8Array {
    const wanted = bytes.subarray(0, this.#missing);
    this.#missing -= wanted.length;
    return wanted;
  }

  /** Nothing begun is going to be finished. */
  restart(): void {
    this.#held = new Uint8Array(0);
    this.#missing = 0;
  }
}

/** Length field of the header at `at`; 'cut' where the bytes end before it does, null where none begins. */
function headerAt(bytes: Uint8Array, at: number): number | 'cut' | null {
  for (let index = 0; index < standardPreamble.length; index += 1) {
    if (at + index >= bytes.length) return 'cut';
    if (bytes[at + index] !== standardPreamble[index]) return null;
  }
  if (at + HEADER_BYTES > bytes.length) return 'cut';
  const length = lengthAt(bytes, at);
  return length < MIN_LENGTH || length > MAX_LENGTH ? null : length;
}

const lengthAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at + 5] ?? 0) << 8) | (bytes[at + 6] ?? 0);

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}
