/** Beginning of every answer on the wire. */
const START = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69]);
export const HEADER = 7;
/** What has not become whole by then is handed on as it is: the module broke off, or sent noise. */
const SILENCE_MS = 500;

/**
 * Between the module and its USB controller: collects the module's bytes until an answer is whole, because a controller sends
 * whole answers. Noise in front of an answer comes as a piece of its own.
 */
export class AnswerCollector {
  readonly #give: (piece: Buffer) => void;
  #bytes = Buffer.alloc(0);
  #timer: NodeJS.Timeout | null = null;

  constructor(give: (piece: Buffer) => void) {
    this.#give = give;
  }

  take(chunk: Uint8Array): void {
    this.#clearTimer();
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (let piece = this.#next(); piece !== null; piece = this.#next()) this.#give(piece);
    if (this.#bytes.length > 0) this.#timer = setTimeout(() => this.#giveRest(), SILENCE_MS);
  }

  /** Power is gone: nothing collected is sent any more. */
  clear(): void {
    this.#clearTimer();
    this.#bytes = Buffer.alloc(0);
  }

  #next(): Buffer | null {
    const start = this.#bytes.indexOf(START);
    if (start > 0) return this.#cut(start);
    if (start < 0 || this.#bytes.length < HEADER) return null;
    const whole = HEADER + this.#bytes.readUInt16BE(5);
    return this.#bytes.length < whole ? null : this.#cut(whole);
  }

  #cut(length: number): Buffer {
    const piece = Buffer.from(this.#bytes.subarray(0, length));
    this.#bytes = this.#bytes.subarray(length);
    return piece;
  }

  #giveRest(): void {
    this.#give(this.#cut(this.#bytes.length));
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** Whether a piece begins with the header of an answer. */
export const beginsWithHeader = (piece: Buffer): boolean =>
  piece.length >= HEADER && piece.subarray(0, START.length).equals(START);
