/**
 * Bytes from the printer -> messages. What a byte is can be seen from its fixed bits (Citizen CT-D150 and Epson TM "status
 * identification"):
 *
 * | message            | pattern                              |
 * | ------------------ | ------------------------------------ |
 * | XON / XOFF         | 0x11 / 0x13                          |
 * | DLE EOT reply      | 0xx1xx10                             |
 * | ASB                | 0xx1xx00, then three of 0xx0xxxx     |
 * | GS r, ejector      | 0xx0xxxx (bit 7 too for the ejector) |
 * | process id         | 0x37 0x22 d1 d2 d3 d4 0x00           |
 * | Custom FULL STATUS | 0x10 n, then one byte per bit of n   |
 *
 * 0x10 begins both ASB and FULL STATUS; no printer sends both, so the dialect of the profile decides.
 */
export type StatusMessage =
  | { readonly kind: 'flow'; readonly paused: boolean }
  | { readonly kind: 'realtime'; readonly byte: number }
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  | { readonly kind: 'queued'; readonly byte: number }
  | { readonly kind: 'ejector'; readonly byte: number }
  | { readonly kind: 'processId'; readonly id: string }
  | {
      readonly kind: 'fullStatus';
      /** Absent when the printer was told not to push that byte. */
      readonly paper?: number;
      readonly user?: number;
      readonly recoverable?: number;
      readonly unrecoverable?: number;
    }
  | { readonly kind: 'unknown'; readonly bytes: readonly number[] };

export type StatusDialect = 'epson' | 'custom';

const fullStatusParts = ['paper', 'user', 'recoverable', 'unrecoverable'] as const;
const PROCESS_ID_LENGTH = 7;

const isRealtime = (byte: number): boolean => (byte & 0x93) === 0x12;
const isPlain = (byte: number): boolean => (byte & 0x90) === 0;
const isAutomaticHead = (byte: number): boolean => (byte & 0x93) === 0x10;

/** Streaming: takes pieces of any size, never throws, finds its way again after garbage. */
export class StatusDecoder {
  readonly #dialect: StatusDialect;
  /** The bytes of a frame in the making; empty between frames. */
  #frame: number[] = [];
  #expectEjector = false;

  constructor(dialect: StatusDialect) {
    this.#dialect = dialect;
  }

  /** The ejector byte has no fixed bits of its own: the next byte that could be one is taken as one. */
  expectEjector(): void {
    this.#expectEjector = true;
  }

  /** The line was quiet: what stands half-finished will not be finished. */
  idle(): StatusMessage[] {
    this.#expectEjector = false;
    if (this.#frame.length === 0) return [];
    const bytes = this.#frame;
    this.#frame = [];
    return [{ kind: 'unknown', bytes }];
  }

  push(chunk: Uint8Array): StatusMessage[] {
    const messages: StatusMessage[] = [];
    for (const byte of chunk) this.#take(byte, messages);
    return messages;
  }

  #take(byte: number, out: StatusMessage[]): void {
    const head = this.#frame[0];
    if (head === undefined) this.#begin(byte, out);
    else if (head === 0x37) this.#inProcessId(byte, out);
    else if (this.#dialect === 'custom') this.#inFullStatus(byte, out);
    else this.#inAutomatic(byte, out);
  }

  #begin(byte: number, out: StatusMessage[]): void {
    if (byte === 0x11 || byte === 0x13) out.push({ kind: 'flow', paused: byte === 0x13 });
    else if (this.#expectEjector && (byte & 0x10) === 0) {
      this.#expectEjector = false;
      out.push({ kind: 'ejector', byte });
    } else if (isRealtime(byte)) out.push({ kind: 'realtime', byte });
    else if (byte === 0x37) this.#frame = [byte];
    else if (this.#dialect === 'custom' ? byte === 0x10 : isAutomaticHead(byte)) this.#frame = [byte];
    else if (isPlain(byte)) out.push({ kind: 'queued', byte });
    else out.push({ kind: 'unknown', bytes: [byte] });
  }

  #inAutomatic(byte: number, out: StatusMessage[]): void {
    if (isPlain(byte)) {
      this.#frame.push(byte);
      if (this.#frame.length < 4) return;
      const [first, second, third, fourth] = this.#frame as [number, number, number, number];
      this.#frame = [];
      out.push({ kind: 'automatic', bytes: [first, second, third, fourth] });
    } else if (byte === 0x11 || byte === 0x13) out.push({ kind: 'flow', paused: byte === 0x13 });
    // A real-time reply overtakes the bytes of a push.
    else if (isRealtime(byte)) out.push({ kind: 'realtime', byte });
    else this.#giveUp(byte, out);
  }

  #inFullStatus(byte: number, out: StatusMessage[]): void {
    if (this.#frame.length === 1 && (byte < 1 || byte > 15)) {
      this.#giveUp(byte, out);
      return;
    }
    this.#frame.push(byte);
    const mask = this.#frame[1]!;
    const present = fullStatusParts.filter((_, bit) => mask & (1 << bit));
    if (this.#frame.length < 2 + present.length) return;
    const values = this.#frame.slice(2);
    this.#frame = [];
    out.push({ kind: 'fullStatus', ...Object.fromEntries(present.map((name, i) => [name, values[i]!])) });
  }

  #inProcessId(byte: number, out: StatusMessage[]): void {
    const at = this.#frame.length;
    const fits =
      at === 1 ? byte === 0x22 : at === PROCESS_ID_LENGTH - 1 ? byte === 0 : byte >= 0x20 && byte <= 0x7e;
    if (!fits) {
      if ((byte === 0x11 || byte === 0x13) && at < PROCESS_ID_LENGTH)
        out.push({ kind: 'flow', paused: byte === 0x13 });
      else this.#giveUp(byte, out);
      return;
    }
    this.#frame.push(byte);
    if (this.#frame.length < PROCESS_ID_LENGTH) return;
    const id = String.fromCharCode(...this.#frame.slice(2, 6));
    this.#frame = [];
    out.push({ kind: 'processId', id });
  }

  /** The frame was none; its last byte may begin the next one. */
  #giveUp(byte: number, out: StatusMessage[]): void {
    out.push({ kind: 'unknown', bytes: this.#frame });
    this.#frame = [];
    this.#begin(byte, out);
  }
}
