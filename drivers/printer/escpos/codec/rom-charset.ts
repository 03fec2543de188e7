/**
 * The characters that a printer's ROM font is known to hold. GB2312 (6763 hanzi and its symbols) is the safe set: GB18030
 * printers map 䶮 or 㑇 but many have no picture for them.
 */
export type RomCharset = 'gb2312' | 'ascii';

/** Inclusive cell ranges of each GB2312 row (GB/T 2312-1980); lead byte first, then pairs of trail bytes. */
const gb2312Symbols: readonly (readonly [number, readonly (readonly [number, number])[]])[] = [
  [0xa1, [[0xa1, 0xfe]]],
  [
    0xa2,
    [
      [0xb1, 0xe2],
      [0xe5, 0xee],
      [0xf1, 0xfc],
    ],
  ],
  [0xa3, [[0xa1, 0xfe]]],
  [0xa4, [[0xa1, 0xf3]]],
  [0xa5, [[0xa1, 0xf6]]],
  [
    0xa6,
    [
      [0xa1, 0xb8],
      [0xc1, 0xd8],
    ],
  ],
  [
    0xa7,
    [
      [0xa1, 0xc1],
      [0xd1, 0xf1],
    ],
  ],
  [
    0xa8,
    [
      [0xa1, 0xba],
      [0xc5, 0xe9],
    ],
  ],
  [0xa9, [[0xa4, 0xef]]],
];
/** Row 55 ends five cells early. */
const ROW_55 = 0xd7;
const ROW_55_LAST = 0xf9;

function* gb2312Codes(): Generator<[number, number]> {
  for (const [lead, ranges] of gb2312Symbols)
    for (const [from, to] of ranges) for (let trail = from; trail <= to; trail++) yield [lead, trail];
  for (let lead = 0xb0; lead <= 0xf7; lead++)
    for (let trail = 0xa1; trail <= (lead === ROW_55 ? ROW_55_LAST : 0xfe); trail++) yield [lead, trail];
}

let gb2312: ReadonlySet<string> | null = null;

function gb2312Set(): ReadonlySet<string> {
  if (gb2312) return gb2312;
  const decoder = new TextDecoder('gb18030');
  const set = new Set<string>();
  for (const code of gb2312Codes()) set.add(decoder.decode(Uint8Array.from(code)));
  gb2312 = set;
  return set;
}

/**
 * Whether every character of `text` may be sent as text. `?` is kept out on purpose: it is what broken encoders put for a
 * character they do not know, so a real one is drawn and one in the byte stream is always a fault.
 */
export function isRomText(text: string, charset: RomCharset): boolean {
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (code >= 0x20 && code < 0x7f) {
      if (char === '?') return false;
    } else if (charset === 'ascii' || !gb2312Set().has(char)) return false;
  }
  return true;
}
