import { createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

/** So that two codes can be told to be the same without keeping the first; new in each process, so worth nothing outside. */
const comparingKey = randomBytes(32);

/**
 * What was scanned: somebody's electronic card, perhaps. No log ever has it, because nothing that prints or packs values
 * (template strings, JSON, `inspect`) finds more than its length here; only `reveal` gives it out.
 */
export class ScannedCode {
  readonly #bytes: Uint8Array;
  /** The same for the same code in one process. */
  readonly mark: string;

  /** Takes the bytes over: they are overwritten by `forget`. Printable ASCII. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.mark = createHmac('sha256', comparingKey).update(bytes).digest('base64');
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** The text. For the one who acts on it, never for a log, a trace or a screen. */
  reveal(): string {
    return Buffer.from(this.#bytes).toString('latin1');
  }

  /** Overwrites it. */
  forget(): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return `a code of ${this.length} characters`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
