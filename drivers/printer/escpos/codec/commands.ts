/**
 * ESC/POS commands as bytes, each a pure function. Sources: the command tables of Epson TM, Custom VKP80/KPM and SNBC BTP
 * manuals; docs/devices/receipt-printer.md lists them.
 */
const DLE = 0x10;
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** Joins pieces into one array. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** ESC @: back to power-on settings, and the line in the making is dropped. */
export const initialize = (): Uint8Array => bytes(ESC, 0x40);
/** FS &: two-byte (hanzi) characters from here on. Not every printer wakes up in this mode. */
export const hanziOn = (): Uint8Array => bytes(FS, 0x26);
export const lineFeed = (): Uint8Array => bytes(0x0a);

/** GS ! for ASCII and FS ! for hanzi: clones split the two, so both are always sent. Factors 1 or 2. */
export function characterSize(width: 1 | 2, height: 1 | 2): Uint8Array {
  const hanzi = (width === 2 ? 0x04 : 0) | (height === 2 ? 0x08 : 0);
  return bytes(GS, 0x21, ((width - 1) << 4) | (height - 1), FS, 0x21, hanzi);
}

export const align = (to: 'left' | 'center'): Uint8Array => bytes(ESC, 0x61, to === 'center' ? 1 : 0);
export const bold = (on: boolean): Uint8Array => bytes(ESC, 0x45, on ? 1 : 0);
/** GS B: white on black. */
export const invert = (on: boolean): Uint8Array => bytes(GS, 0x42, on ? 1 : 0);

/** ESC J: feeds `dots` rows (1..), in steps of at most 255. */
export function feedDots(dots: number): Uint8Array {
  const steps: number[] = [];
  for (let left = Math.max(0, Math.round(dots)); left > 0; left -= 255)
    steps.push(ESC, 0x4a, Math.min(left, 255));
  return Uint8Array.from(steps);
}

/** DLE EOT n: one status byte at once, even off-line. Never sent inside another command's data. */
export const realtimeStatus = (n: number): Uint8Array => bytes(DLE, 0x04, n);
/** DLE EOT 20: the six bytes of Custom's FULL STATUS. */
export const fullStatus = (): Uint8Array => realtimeStatus(0x14);
/** GS r 1: the paper sensor, answered in its turn behind all earlier data. */
export const queuedPaperStatus = (): Uint8Array => bytes(GS, 0x72, 1);
/** GS e 6: Custom's ejector status byte, queued. */
export const ejectorStatus = (): Uint8Array => bytes(GS, 0x65, 6);
/** GS a n: pushes four bytes at each change of: bit 1 on-line, bit 2 error, bit 3 paper. */
export const automaticStatus = (on: boolean): Uint8Array => bytes(GS, 0x61, on ? 0x0e : 0);

/**
 * GS ( H fn 48: the printer echoes the four characters when all before it is printed. `id`: four characters 0x20..0x7e;
 * throws RangeError otherwise.
 */
export function processIdRequest(id: string): Uint8Array {
  if (!/^[\x20-\x7e]{4}$/.test(id)) throw new RangeError('a process id is four printable ASCII characters');
  return bytes(GS, 0x28, 0x48, 6, 0, 0x30, 0x30, ...Buffer.from(id, 'latin1'));
}

export type QrCorrection = 'L' | 'M' | 'Q' | 'H';

/**
 * GS ( k: model 2 QR code, drawn by the printer. `moduleDots` 1..16; throws RangeError when it is not or when `data` is
 * empty or longer than 7089 bytes.
 */
export function qrCode(data: Uint8Array, moduleDots: number, correction: QrCorrection): Uint8Array {
  if (!Number.isInteger(moduleDots) || moduleDots < 1 || moduleDots > 16)
    throw new RangeError(`QR module of ${moduleDots} dots`);
  if (data.length < 1 || data.length > 7089) throw new RangeError(`QR data of ${data.length} bytes`);
  const head = (length: number): number[] => [GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31];
  return concat([
    bytes(...head(4), 0x41, 0x32, 0),
    bytes(...head(3), 0x43, moduleDots),
    bytes(...head(3), 0x45, 0x30 + 'LMQH'.indexOf(correction)),
    bytes(...head(data.length + 3), 0x50, 0x30),
    data,
    bytes(...head(3), 0x51, 0x30),
  ]);
}

const hexPattern = /^(?:[0-9a-f]{2})(?: [0-9a-f]{2})*$/i;

/** Bytes written as hex in a profile ("1d 56 42 00"); throws RangeError when they are not. */
export function fromHex(text: string): Uint8Array {
  if (!hexPattern.test(text)) throw new RangeError('not hex bytes');
  return Uint8Array.from(text.split(' '), (part) => Number.parseInt(part, 16));
}
