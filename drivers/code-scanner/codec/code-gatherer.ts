/** A whole code, or why there is none. The bytes are the receiver's to overwrite. */
export type GatheredCode =
  | { readonly kind: 'code'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly why: 'garbled' | 'cutShort' | 'tooLong' };

/**
 * Gathers the characters of one code up to its end, never more than `longest`. What is damaged is refused as a whole: half
 * a card number must never pass for one. Its buffer is overwritten each time a code is over.
 */
export class CodeGatherer {
  readonly #buffer: Uint8Array;
  #length = 0;
  #fault: 'garbled' | 'tooLong' | null = null;

  constructor(longest: number) {
    this.#buffer = new Uint8Array(longest);
  }

  /** True after the first character and before the end. */
  get midCode(): boolean {
    return this.#length > 0 || this.#fault !== null;
  }

  /** One character as its byte; anything but printable ASCII spoils the code. */
  add(byte: number): void {
    if (byte < 0x20 || byte > 0x7e) this.spoil();
    else if (this.#length === this.#buffer.length) this.#fault ??= 'tooLong';
    else {
      this.#buffer[this.#length] = byte;
      this.#length += 1;
    }
  }

  /** Something came that no code has. */
  spoil(): void {
    this.#fault = 'garbled';
  }

  /** The code is complete. Null when there was none. */
  end(): GatheredCode | null {
    if (!this.midCode) return null;
    const over: GatheredCode = this.#fault
      ? { kind: 'refused', why: this.#fault }
      : { kind: 'code', bytes: this.#buffer.slice(0, this.#length) };
    this.clear();
    return over;
  }

  /** Nothing more came, and the end had not been seen. Null when no code was under way. */
  breakOff(): GatheredCode | null {
    if (!this.midCode) return null;
    const why = this.#fault ?? 'cutShort';
    this.clear();
    return { kind: 'refused', why };
  }

  clear(): void {
    this.#buffer.fill(0);
    this.#length = 0;
    this.#fault = null;
  }
}
