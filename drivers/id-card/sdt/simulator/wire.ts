/** The module's end of the wire: requests in, answers out. Written from the protocol table, without the driver's codec. */

const START = Buffer.from([0xaa, 0xaa, 0xaa, 0x96, 0x69]);
const LONGEST_REQUEST = 64;

export type Request =
  | { readonly kind: 'request'; readonly body: Buffer; readonly frameLength: number }
  /** The module answers these with SW3 10 and 11. */
  | { readonly kind: 'wrongCheck' | 'wrongLength'; readonly frameLength: number };

const xor = (bytes: Buffer): number => bytes.reduce((check, byte) => check ^ byte, 0);

/** Collects bytes and gives out requests. */
export class RequestReader {
  #bytes = Buffer.alloc(0);

  take(chunk: Uint8Array): Request[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const requests: Request[] = [];
    for (;;) {
      const start = this.#bytes.indexOf(START);
      if (start < 0) {
        this.#bytes = this.#bytes.subarray(Math.max(0, this.#bytes.length - START.length + 1));
        return requests;
      }
      this.#bytes = this.#bytes.subarray(start);
      if (this.#bytes.length < 7) return requests;
      const length = this.#bytes.readUInt16BE(5);
      if (length < 3 || length > LONGEST_REQUEST) {
        requests.push({ kind: 'wrongLength', frameLength: 7 });
        this.#bytes = this.#bytes.subarray(7);
        continue;
      }
      const frameLength = 7 + length;
      if (this.#bytes.length < frameLength) return requests;
      const frame = this.#bytes.subarray(0, frameLength);
      this.#bytes = this.#bytes.subarray(frameLength);
      requests.push(
        xor(frame.subarray(5)) === 0
          ? { kind: 'request', body: Buffer.from(frame.subarray(7, -1)), frameLength }
          : { kind: 'wrongCheck', frameLength },
      );
    }
  }
}

/** One answer frame. */
export function answerBytes(sw1: number, sw2: number, sw3: number, data: Buffer = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length + 4);
  const checked = Buffer.concat([length, Buffer.from([sw1, sw2, sw3]), data]);
  return Buffer.concat([START, checked, Buffer.from([xor(checked)])]);
}
