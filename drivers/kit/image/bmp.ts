import type { Image } from './image-ops.ts';

/**
 * Windows bitmaps, which libvips does not read and older scanners write: BITMAPINFOHEADER and its successors, 1, 4, 8, 24
 * and 32 bits per pixel, uncompressed or RLE8, either way up. (Microsoft Learn, "Bitmap Storage", "Bitmap Compression".)
 */

const PIXEL_LIMIT = 64_000_000;
const FILE_HEADER = 14;
const RGB = 0;
const RLE8 = 1;

export const isBmp = (bytes: Uint8Array): boolean => bytes[0] === 0x42 && bytes[1] === 0x4d;

/** Three channels, RGB. @throws Error when the bytes are no bitmap of a kind named above */
export function decodeBmp(bytes: Uint8Array): Image {
  if (!isBmp(bytes) || bytes.length < FILE_HEADER + 40) throw new Error('no bitmap');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(14, true);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  if (headerSize < 40 || width < 1 || height < 1 || width * height > PIXEL_LIMIT)
    throw new Error('a bitmap of impossible size');
  const start = view.getUint32(10, true);
  const indexed = bits === 1 || bits === 4 || bits === 8;
  let levels: Uint8Array | null = null;
  if (compression === RLE8 && bits === 8) levels = runLengths(bytes, start, width, height);
  else if (compression !== RGB || !(indexed || bits === 24 || bits === 32))
    throw new Error(`a bitmap with ${bits} bits and compression ${compression}`);
  const data = new Uint8Array(width * height * 3);
  const palette = indexed ? paletteOf(view, headerSize, bits) : null;
  const stride = Math.ceil((width * bits) / 32) * 4;
  if (levels === null && start + stride * height > bytes.length)
    throw new Error('a bitmap that ends too early');
  for (let y = 0; y < height; y++) {
    const line = signedHeight < 0 ? y : height - 1 - y;
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 3;
      if (palette) {
        const index = levels ? levels[line * width + x]! : indexAt(bytes, start + line * stride, x, bits);
        data.set(palette.subarray(index * 3, index * 3 + 3), to);
      } else {
        const from = start + line * stride + (x * bits) / 8;
        data[to] = bytes[from + 2]!;
        data[to + 1] = bytes[from + 1]!;
        data[to + 2] = bytes[from]!;
      }
    }
  }
  return { width, height, channels: 3, data };
}

/** R, G, B per entry; entries that the file leaves out are black. */
function paletteOf(view: DataView, headerSize: number, bits: number): Uint8Array {
  const most = 2 ** bits;
  const named = view.getUint32(46, true);
  const count = named === 0 ? most : Math.min(named, most);
  const palette = new Uint8Array(most * 3);
  for (let i = 0; i < count; i++) {
    const at = FILE_HEADER + headerSize + i * 4;
    if (at + 3 > view.byteLength) throw new Error('a bitmap that ends in its palette');
    palette.set([view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at)], i * 3);
  }
  return palette;
}

function indexAt(bytes: Uint8Array, line: number, x: number, bits: number): number {
  const bit = x * bits;
  return (bytes[line + (bit >> 3)]! >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
}

/** RLE8: pairs of count and index; a count of 0 ends a line (0), the picture (1), jumps (2) or begins plain indices. */
function runLengths(bytes: Uint8Array, start: number, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  let [x, y, p] = [0, 0, start];
  const put = (index: number): void => {
    if (x < width && y < height) out[y * width + x] = index;
    x++;
  };
  while (y < height) {
    const [count, value] = [bytes[p], bytes[p + 1]];
    if (count === undefined || value === undefined) throw new Error('a bitmap that ends too early');
    p += 2;
    if (count > 0) for (let i = 0; i < count; i++) put(value);
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) break;
    else if (value === 2) {
      x += bytes[p] ?? 0;
      y += bytes[p + 1] ?? 0;
      p += 2;
    } else {
      for (let i = 0; i < value; i++) put(bytes[p + i] ?? 0);
      p += value + (value & 1);
    }
  }
  return out;
}
