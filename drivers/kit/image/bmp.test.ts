import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBmp, isBmp } from './bmp.ts';

interface Options {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly (readonly [number, number, number])[];
  readonly pixels: readonly number[];
}

/** A bitmap as the header's documentation has it; `height` negative: top line first. */
function bitmap({ width, height, bits, compression = 0, palette = [], pixels }: Options): Uint8Array {
  const start = 54 + palette.length * 4;
  const bytes = new Uint8Array(start + pixels.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  view.setUint32(46, palette.length, true);
  palette.forEach(([r, g, b], i) => void bytes.set([b, g, r, 0], 54 + i * 4));
  bytes.set(pixels, start);
  return bytes;
}

const grays = Array.from({ length: 256 }, (_, i) => [i, i, i] as const);
const reds = (data: Uint8Array) => [...data].filter((_, i) => i % 3 === 0);

describe('bitmaps', () => {
  test('of 24 bits, bottom line first, padded to four bytes', () => {
    const image = decodeBmp(bitmap({ width: 1, height: 2, bits: 24, pixels: [1, 2, 3, 0, 40, 50, 60, 0] }));
    expect(image).toEqual({ width: 1, height: 2, channels: 3, data: Uint8Array.of(60, 50, 40, 3, 2, 1) });
  });

  test('of 32 bits, top line first', () => {
    const { data } = decodeBmp(bitmap({ width: 1, height: -2, bits: 32, pixels: [1, 2, 3, 9, 4, 5, 6, 9] }));
    expect([...data]).toEqual([3, 2, 1, 6, 5, 4]);
  });

  test.each([
    [8, 3, [7, 8, 9, 0]],
    [4, 3, [0x78, 0x90, 0, 0]],
    [1, 3, [0b101_00000, 0, 0, 0]],
  ])('of %i bits with a palette', (bits, width, pixels) => {
    const { data } = decodeBmp(
      bitmap({ width, height: 1, bits, palette: grays.slice(0, 2 ** bits), pixels }),
    );
    expect(reds(data)).toEqual(bits === 1 ? [1, 0, 1] : [7, 8, 9]);
  });

  test('of 8 bits in runs, with plain parts, jumps and line ends', () => {
    const pixels = [3, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 1, 1, 1, 9, 0, 1];
    const { data } = decodeBmp(
      bitmap({ width: 4, height: -3, bits: 8, compression: 1, palette: grays, pixels }),
    );
    expect(reds(data)).toEqual([7, 7, 7, 0, 1, 2, 3, 0, 0, 0, 0, 0]);
  });

  test('that are none, or end too early, or are of another kind are refused', () => {
    const good = bitmap({ width: 3, height: 2, bits: 8, palette: grays, pixels: [1, 2, 3, 0, 4, 5, 6, 0] });
    expect(isBmp(good)).toBe(true);
    expect(() => decodeBmp(good.slice(0, -1))).toThrow('too early');
    expect(() => decodeBmp(good.slice(0, 100))).toThrow(Error);
    expect(() => decodeBmp(Uint8Array.of(0x42, 0x4d))).toThrow('no bitmap');
    expect(() => decodeBmp(bitmap({ width: 1, height: 1, bits: 16, pixels: [0, 0, 0, 0] }))).toThrow(
      '16 bits',
    );
    expect(() => decodeBmp(bitmap({ width: 60_000, height: 60_000, bits: 8, pixels: [] }))).toThrow('size');
    fc.assert(
      fc.property(fc.integer({ min: 14, max: 60 }), fc.nat(255), (at, value) => {
        const bad = good.slice();
        bad[at] = value;
        try {
          expect(decodeBmp(bad).channels).toBe(3);
        } catch (error) {
          expect((error as Error).message).toContain('bitmap');
        }
      }),
    );
  });
});
