/** The module's end of the wire: requests in, answers out. Written from the protocol table, without the driver's codec. */

export interface Request {
  readonly command: number;
  readonly data: Buffer;
  /** What followed a WRITE_DATA; null when its sum did not fit. */
  readonly block: Buffer | null;
}

const WRITE_DATA = 0x21;
const sum16 = (bytes: Buffer): number => bytes.reduce((sum, byte) => sum + byte, 0) % 0x10000;

/** A frame as it stands on the wire. */
export function frameBytes(command: number, data: Buffer): Buffer {
  const frame = Buffer.alloc(24);
  frame.writeUInt16BE(0xbbaa, 0);
  frame.writeUInt8(command, 3);
  frame.writeUInt8(data.length, 5);
  data.copy(frame, 6);
  frame.writeUInt16LE(sum16(frame.subarray(0, 22)), 22);
  return frame;
}

/** A block and its sum. */
export function blockBytes(block: Buffer): Buffer {
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(sum16(block));
  return Buffer.concat([block, sum]);
}

/** Collects bytes and gives out requests; what is none is passed over. */
export class RequestReader {
  #bytes: Buffer = Buffer.alloc(0);

  take(chunk: Uint8Array): Request[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const requests: Request[] = [];
    for (;;) {
      const start = this.#bytes.indexOf(Buffer.from([0xbb, 0xaa]));
      if (start < 0 || this.#bytes.length - start < 24) return requests;
      const frame = this.#bytes.subarray(start, start + 24);
      if (sum16(frame.subarray(0, 22)) !== frame.readUInt16LE(22)) {
        this.#bytes = this.#bytes.subarray(start + 2);
        continue;
      }
      const command = frame.readUInt8(3);
      const data = frame.subarray(6, 22);
      let end = start + 24;
      let block: Buffer | null = null;
      if (command === WRITE_DATA) {
        const size = data.readUInt32LE(5);
        // A block comes at once behind its frame: when it does not, the rest of it is still on the way.
        if (this.#bytes.length < end + size + 2) return requests;
        block = this.#bytes.subarray(end, end + size);
        if (sum16(block) !== this.#bytes.readUInt16LE(end + size)) block = null;
        end += size + 2;
      }
      requests.push({ command, data, block });
      this.#bytes = this.#bytes.subarray(end);
    }
  }
}
