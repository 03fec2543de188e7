/**
 * A QR code as a printer draws it: model 2, byte mode, correction M, versions 1..26 (ISO/IEC 18004:2015). Always mask 0:
 * every reader takes any mask, a printer that weighs all eight would only look smoother.
 */
type Matrix = (boolean | null)[][];

/** Per version: correction bytes per block, then blocks and data bytes of the two groups (table 9, level M). */
const blockTable: readonly (readonly [number, number, number, number, number])[] = [
  [10, 1, 16, 0, 0],
  [16, 1, 28, 0, 0],
  [26, 1, 44, 0, 0],
  [18, 2, 32, 0, 0],
  [24, 2, 43, 0, 0],
  [16, 4, 27, 0, 0],
  [18, 4, 31, 0, 0],
  [22, 2, 38, 2, 39],
  [22, 3, 36, 2, 37],
  [26, 4, 43, 1, 44],
  [30, 1, 50, 4, 51],
  [22, 6, 36, 2, 37],
  [22, 8, 37, 1, 38],
  [24, 4, 40, 5, 41],
  [24, 5, 41, 5, 42],
  [28, 7, 45, 3, 46],
  [28, 10, 46, 1, 47],
  [26, 9, 43, 4, 44],
  [26, 3, 44, 11, 45],
  [26, 3, 41, 13, 42],
  [26, 17, 42, 0, 0],
  [28, 17, 46, 0, 0],
  [28, 4, 47, 14, 48],
  [28, 6, 45, 14, 46],
  [28, 8, 47, 13, 48],
  [28, 19, 46, 4, 47],
];
/** Centres of the alignment marks (annex E). */
const alignment: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
  [6, 26, 46, 66],
  [6, 26, 48, 70],
  [6, 26, 50, 74],
  [6, 30, 54, 78],
  [6, 30, 56, 82],
  [6, 30, 58, 86],
  [6, 34, 62, 90],
  [6, 28, 50, 72, 94],
  [6, 26, 50, 74, 98],
  [6, 30, 54, 78, 102],
  [6, 28, 54, 80, 106],
  [6, 32, 58, 84, 110],
  [6, 30, 58, 86, 114],
];

/** Modules of the longest code. */
const LARGEST = 17 + 4 * 26;

/** Dark modules, row by row. Text that is too long for version 26 becomes an empty frame. */
export function drawQr(data: Uint8Array): boolean[][] {
  for (let version = 1; version <= blockTable.length; version++) {
    const codewords = encode(data, version);
    if (codewords) return paint(version, codewords);
  }
  const end = LARGEST - 1;
  return Array.from({ length: LARGEST }, (_, y) =>
    Array.from({ length: LARGEST }, (_, x) => y === 0 || x === 0 || y === end || x === end),
  );
}

function encode(data: Uint8Array, version: number): number[] | null {
  const [ecc, count1, size1, count2, size2] = blockTable[version - 1]!;
  const capacity = count1 * size1 + count2 * size2;
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  put(0b0100, 4);
  put(data.length, version < 10 ? 8 : 16);
  for (const byte of data) put(byte, 8);
  if (bits.length > capacity * 8) return null;
  put(0, Math.min(4, capacity * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const bytes: number[] = [];
  for (let i = 0; i < bits.length; i += 8) bytes.push(Number.parseInt(bits.slice(i, i + 8).join(''), 2));
  for (let pad = 0xec; bytes.length < capacity; pad ^= 0xec ^ 0x11) bytes.push(pad);

  const blocks: number[][] = [];
  let at = 0;
  for (let i = 0; i < count1 + count2; i++) {
    const size = i < count1 ? size1 : size2;
    blocks.push(bytes.slice(at, at + size));
    at += size;
  }
  const corrections = blocks.map((block) => reedSolomon(block, ecc));
  return [...interleave(blocks), ...interleave(corrections)];
}

function interleave(blocks: readonly number[][]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length));
  const mixed: number[] = [];
  for (let i = 0; i < longest; i++)
    for (const block of blocks) if (block[i] !== undefined) mixed.push(block[i]!);
  return mixed;
}

/** Product in GF(256) with x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let left = a, right = b; right > 0; right >>= 1) {
    if (right & 1) product ^= left;
    left = (left << 1) ^ (left & 0x80 ? 0x11d : 0);
  }
  return product;
}

function reedSolomon(block: readonly number[], degree: number): number[] {
  let generator = [1];
  for (let i = 0, root = 1; i < degree; i++, root = multiply(root, 2)) {
    const next = [...generator, 0];
    generator.forEach((factor, k) => {
      next[k + 1]! ^= multiply(factor, root);
    });
    generator = next;
  }
  const rest = new Array<number>(degree).fill(0);
  for (const byte of block) {
    const lead = byte ^ rest.shift()!;
    rest.push(0);
    for (let i = 0; i < degree; i++) rest[i]! ^= multiply(generator[i + 1]!, lead);
  }
  return rest;
}

function paint(version: number, codewords: readonly number[]): boolean[][] {
  const size = 17 + 4 * version;
  const matrix: Matrix = Array.from({ length: size }, () => new Array<boolean | null>(size).fill(null));
  const set = (y: number, x: number, dark: boolean): void => {
    if (matrix[y]?.[x] !== undefined) matrix[y]![x] = dark;
  };
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const)
    for (let y = -1; y <= 7; y++)
      for (let x = -1; x <= 7; x++) {
        const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
        set(top + y, left + x, ring !== 2 && ring !== 4);
      }
  for (let i = 8; i < size - 8; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const centres = alignment[version - 1]!;
  const last = centres.at(-1);
  for (const cy of centres)
    for (const cx of centres) {
      if ((cy === 6 && (cx === 6 || cx === last)) || (cx === 6 && cy === last)) continue;
      for (let y = -2; y <= 2; y++)
        for (let x = -2; x <= 2; x++) set(cy + y, cx + x, Math.max(Math.abs(y), Math.abs(x)) !== 1);
    }
  format(size, set);
  if (version >= 7) versionMarks(version, size, set);
  fill(matrix, codewords);
  return matrix.map((row) => row.map((dark) => dark === true));
}

type Set = (y: number, x: number, dark: boolean) => void;

function format(size: number, set: Set): void {
  // Level M (00), mask 0 (000): fifteen bits that the standard's table C.1 gives as 101010000010010.
  const bits = 0b101010000010010;
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1;
    if (i < 6) set(i, 8, dark);
    else if (i < 8) set(i + 1, 8, dark);
    else if (i === 8) set(8, 7, dark);
    else set(8, 14 - i, dark);
    if (i < 8) set(8, size - 1 - i, dark);
    else set(size - 15 + i, 8, dark);
  }
  set(size - 8, 8, true);
}

function versionMarks(version: number, size: number, set: Set): void {
  let rest = version << 12;
  for (let i = 17; i >= 12; i--) if (rest & (1 << i)) rest ^= 0x1f25 << (i - 12);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >> i) & 1) === 1;
    set(Math.floor(i / 3), size - 11 + (i % 3), dark);
    set(size - 11 + (i % 3), Math.floor(i / 3), dark);
  }
}

function fill(matrix: Matrix, codewords: readonly number[]): void {
  const size = matrix.length;
  let bit = 0;
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (matrix[y]![x] !== null) continue;
        const data = ((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        bit++;
        matrix[y]![x] = (data === 1) !== ((x + y) % 2 === 0);
      }
    }
    up = !up;
  }
}
