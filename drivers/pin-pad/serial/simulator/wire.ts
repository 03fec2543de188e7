/** The pad's end of the wire: requests in, answers out. Written from the protocol table, without the driver's codec. */

export type Request =
  | { readonly kind: 'request'; readonly command: number; readonly data: Buffer }
  /** The pad answers these with status 15. */
  | { readonly kind: 'damaged' };

const xor = (bytes: Buffer): number => bytes.reduce((check, byte) => check ^ byte, 0);

/** Collects bytes and gives out requests. */
export class RequestReader {
  #text = '';

  take(chunk: Uint8Array): Request[] {
    this.#text += Buffer.from(chunk).toString('latin1');
    const requests: Request[] = [];
    for (;;) {
      const start = this.#text.indexOf('\x02');
      this.#text = start < 0 ? '' : this.#text.slice(start);
      const end = this.#text.indexOf('\x03');
      if (end < 0) return requests;
      // A head without an end before this one is noise.
      const halves = this.#text.slice(this.#text.lastIndexOf('\x02', end) + 1, end);
      this.#text = this.#text.slice(end + 1);
      requests.push(decoded(halves));
    }
  }
}

function decoded(halves: string): Request {
  if (halves.length % 2 !== 0 || !/^[0-?]+$/.test(halves)) return { kind: 'damaged' };
  const hex = halves.replace(/[:-?]/g, (half) => 'abcdef'[':;<=>?'.indexOf(half)] as string);
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length < 3 || bytes[0] !== bytes.length - 2 || xor(bytes) !== 0) return { kind: 'damaged' };
  return { kind: 'request', command: bytes[1] as number, data: bytes.subarray(2, -1) };
}

/** One answer frame. */
export function answerBytes(status: number, data: Buffer = Buffer.alloc(0)): Buffer {
  const plain = Buffer.concat([Buffer.from([data.length + 1, status]), data]);
  const checked = Buffer.concat([plain, Buffer.from([xor(plain)])]);
  const halves = [...checked].flatMap((byte) => [0x30 + Math.floor(byte / 16), 0x30 + (byte % 16)]);
  return Buffer.from([0x02, ...halves, 0x03]);
}
