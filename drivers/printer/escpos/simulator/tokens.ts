/** One command as the printer reads it from its buffer. */
export type Token =
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly args: readonly number[];
      readonly data: Uint8Array;
    };

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const DLE = 0x10;
const none = new Uint8Array(0);

/** How many bytes follow a two-byte command, for those whose length is fixed. */
const fixedLengths: Readonly<Record<string, number>> = {
  'ESC @': 0,
  'ESC a': 1,
  'ESC d': 1,
  'ESC J': 1,
  'ESC E': 1,
  'ESC !': 1,
  'ESC t': 1,
  'ESC R': 1,
  'ESC 2': 0,
  'ESC 3': 1,
  'ESC i': 0,
  'ESC m': 0,
  'ESC -': 1,
  'ESC M': 1,
  'FS &': 0,
  'FS .': 0,
  'FS !': 1,
  'GS !': 1,
  'GS B': 1,
  'GS r': 1,
  'GS a': 1,
  'GS L': 2,
  'GS W': 2,
};
const prefixes: Readonly<Record<number, string>> = { [ESC]: 'ESC', [FS]: 'FS', [GS]: 'GS' };

/**
 * Reads one token from the front of `buffer`: the token and how many bytes it took, or null when more bytes are needed.
 * Real-time commands are skipped here; they were obeyed when they arrived.
 */
export function nextToken(buffer: Uint8Array): { token: Token | null; length: number } | null {
  const first = buffer[0];
  if (first === undefined) return null;
  if (first === DLE) return skipRealtime(buffer);
  const prefix = prefixes[first];
  if (!prefix)
    return first === 0x0a || first === 0x0d
      ? command(first === 0x0a ? 'LF' : 'CR', [], none, 1)
      : text(buffer);
  const second = buffer[1];
  if (second === undefined) return null;
  const name = `${prefix} ${String.fromCharCode(second)}`;
  if (name === 'GS v')
    return withData(
      buffer,
      name,
      8,
      () => (buffer[4]! | (buffer[5]! << 8)) * (buffer[6]! | (buffer[7]! << 8)),
    );
  if (name === 'GS (') return withData(buffer, name, 5, () => buffer[3]! | (buffer[4]! << 8));
  if (name === 'GS V') {
    if (buffer[2] === undefined) return null;
    const feeds = buffer[2] === 65 || buffer[2] === 66;
    if (feeds && buffer.length < 4) return null;
    return command(name, [...buffer.subarray(2, feeds ? 4 : 3)], none, feeds ? 4 : 3);
  }
  if (name === 'GS e') {
    if (buffer[2] === undefined) return null;
    const length = buffer[2] === 3 ? 4 : 3;
    return buffer.length < length ? null : command(name, [...buffer.subarray(2, length)], none, length);
  }
  const length = 2 + (fixedLengths[name] ?? 0);
  if (buffer.length < length) return null;
  return command(name, [...buffer.subarray(2, length)], none, length);
}

function command(
  name: string,
  args: readonly number[],
  data: Uint8Array,
  length: number,
): { token: Token; length: number } {
  return { token: { kind: 'command', name, args, data }, length };
}

function withData(
  buffer: Uint8Array,
  name: string,
  head: number,
  size: () => number,
): { token: Token; length: number } | null {
  if (buffer.length < head) return null;
  const length = head + size();
  if (buffer.length < length) return null;
  return command(name, [...buffer.subarray(2, head)], buffer.slice(head, length), length);
}

function skipRealtime(buffer: Uint8Array): { token: null; length: number } | null {
  const second = buffer[1];
  if (second === undefined) return null;
  if (second === 0x04 || second === 0x05) return buffer.length < 3 ? null : { token: null, length: 3 };
  if (second === 0x14) return buffer.length < 10 ? null : { token: null, length: 10 };
  return { token: null, length: 1 };
}

/** Everything up to the next control byte, but never half of a hanzi. */
function text(buffer: Uint8Array): { token: Token | null; length: number } | null {
  let end = 0;
  while (end < buffer.length && buffer[end]! >= 0x20) {
    if (buffer[end]! < 0x81) end++;
    else {
      const second = buffer[end + 1];
      if (second === undefined) break;
      // Four-byte characters of GB18030 have a digit as their second byte.
      const size = second >= 0x30 && second <= 0x39 ? 4 : 2;
      if (end + size > buffer.length) break;
      end += size;
    }
  }
  if (end === 0) return buffer[0]! >= 0x20 ? null : { token: null, length: 1 };
  return { token: { kind: 'text', bytes: buffer.slice(0, end) }, length: end };
}
