import { beforeAll, describe, expect, it } from 'vitest';
import type { Affine, Image, ImageOps } from './image-ops.ts';

/** A picture in which every pixel differs from its neighbours, so that a shift by one pixel or a swapped channel shows. */
export function testImage(width: number, height: number, channels: 1 | 3): Image {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        data[(y * width + x) * channels + c] = (x * 7 + y * 13 + c * 61 + ((x * y) % 17)) % 256;
  return { width, height, channels, data };
}

const flat = (width: number, height: number, rgb: readonly number[]): Image => ({
  width,
  height,
  channels: rgb.length === 3 ? 3 : 1,
  data: Uint8Array.from({ length: width * height * rgb.length }, (_, i) => rgb[i % rgb.length] ?? 0),
});

/** What every provider of ImageOps must do; run it for each of them. */
export function imageOpsContract(name: string, load: () => Promise<ImageOps>): void {
  describe(`ImageOps by ${name}`, () => {
    let ops: ImageOps;
    beforeAll(async () => {
      ops = await load();
    });

    it('copies pixels and keeps R, G, B in order when the size stays', () => {
      const src = testImage(13, 7, 3);
      expect(ops.resize(src, 13, 7, 'bilinear')).toEqual(src);
    });

    it('shrinks by the area filter to the mean of each block', () => {
      const src = testImage(8, 6, 1);
      const out = ops.resize(src, 4, 3, 'area');
      for (let y = 0; y < 3; y++)
        for (let x = 0; x < 4; x++) {
          const at = (dx: number, dy: number): number => src.data[(2 * y + dy) * 8 + 2 * x + dx] ?? 0;
          const mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
          expect(Math.abs((out.data[y * 4 + x] ?? 0) - mean)).toBeLessThanOrEqual(1);
        }
    });

    it('samples at pixel centres when it enlarges', () => {
      const src: Image = { width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 100) };
      expect([...ops.resize(src, 4, 1, 'bilinear').data]).toEqual([0, 25, 75, 100]);
    });

    it('warps from source to destination coordinates', () => {
      const src = testImage(20, 15, 3);
      const shift: Affine = [1, 0, 3, 0, 1, 2];
      const out = ops.warpAffine(src, shift, 20, 15, 'constant');
      for (let y = 0; y < 15; y++)
        for (let x = 0; x < 20; x++)
          for (let c = 0; c < 3; c++) {
            const from = x >= 3 && y >= 2 ? src.data[((y - 2) * 20 + x - 3) * 3 + c] : 0;
            expect(out.data[(y * 20 + x) * 3 + c]).toBe(from);
          }
    });

    it('fills what lies outside with black or with the edge', () => {
      const src = flat(4, 4, [200, 100, 50]);
      const away: Affine = [1, 0, 10, 0, 1, 0];
      expect([...ops.warpAffine(src, away, 2, 2, 'constant').data.slice(0, 3)]).toEqual([0, 0, 0]);
      expect([...ops.warpAffine(src, away, 2, 2, 'replicate').data.slice(0, 3)]).toEqual([200, 100, 50]);
    });

    it('rotates a quarter turn exactly', () => {
      const src = testImage(5, 5, 1);
      const out = ops.warpAffine(src, [0, -1, 4, 1, 0, 0], 5, 5, 'constant');
      for (let y = 0; y < 5; y++)
        for (let x = 0; x < 5; x++) expect(out.data[x * 5 + (4 - y)]).toBe(src.data[y * 5 + x]);
    });

    it('weighs red, green and blue as BT.601 does', () => {
      for (const [rgb, luma] of [
        [[255, 0, 0], 76],
        [[0, 255, 0], 150],
        [[0, 0, 255], 29],
        [[90, 90, 90], 90],
      ] as const)
        expect(ops.toGray(flat(3, 2, rgb))).toEqual(flat(3, 2, [luma]));
    });

    it('gives a grey image back as a copy', () => {
      const src = testImage(4, 4, 1);
      const out = ops.toGray(src);
      expect(out).toEqual(src);
      expect(out.data).not.toBe(src.data);
    });

    it('tells mean and standard deviation per channel', () => {
      const src: Image = { width: 2, height: 1, channels: 3, data: Uint8Array.of(0, 10, 7, 100, 30, 7) };
      const { mean, stdDev } = ops.meanStdDev(src);
      expect(mean).toEqual([50, 20, 7]);
      expect(stdDev.map((v) => Math.round(v * 1e6) / 1e6)).toEqual([50, 10, 0]);
    });

    it('measures sharpness as the variance of the 0 1 0 / 1 -4 1 / 0 1 0 Laplacian', () => {
      const src = testImage(16, 12, 1);
      expect(ops.laplacianVariance(src)).toBeCloseTo(laplacianVarianceByHand(src), 6);
      expect(ops.laplacianVariance(flat(16, 12, [77]))).toBe(0);
    });

    it('measures how much two pictures differ', () => {
      const a = flat(8, 8, [100]);
      expect(ops.meanAbsDiff(a, a)).toBe(0);
      expect(ops.meanAbsDiff(a, flat(8, 8, [90]))).toBe(10);
      expect(ops.meanAbsDiff(flat(8, 8, [90]), a)).toBe(10);
    });

    it('throws an Error, and does no harm, when it is asked for nonsense', () => {
      const good = testImage(4, 4, 3);
      const short: Image = { ...good, data: good.data.slice(1) };
      expect(() => ops.resize(short, 2, 2, 'area')).toThrow(Error);
      expect(() => ops.resize(good, 0, 2, 'area')).toThrow(Error);
      expect(() => ops.warpAffine(good, [1, 1, 0, 1, 1, 0], 4, 4, 'constant')).toThrow(Error);
      expect(() => ops.warpAffine(good, [1, 0, Number.NaN, 0, 1, 0], 4, 4, 'constant')).toThrow(Error);
      expect(() => ops.laplacianVariance(good)).toThrow(Error);
      expect(() => ops.meanAbsDiff(testImage(4, 4, 1), testImage(4, 5, 1))).toThrow(Error);
      expect(ops.resize(good, 4, 4, 'area')).toEqual(good);
    });

    it('keeps no memory: thousands of operations do not grow the process', () => {
      const src = testImage(320, 240, 3);
      const run = (times: number): void => {
        for (let i = 0; i < times; i++) {
          const small = ops.resize(src, 64, 48, 'area');
          ops.meanAbsDiff(ops.toGray(small), ops.toGray(small));
          ops.laplacianVariance(ops.toGray(small));
        }
      };
      run(300);
      const before = process.memoryUsage().rss;
      run(1500);
      expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
    }, 30_000);
  });
}

/** Border 101 (the edge pixel is not repeated), as OpenCV's default. */
function laplacianVarianceByHand({ width, height, data }: Image): number {
  const mirror = (i: number, n: number): number => (i < 0 ? -i : i >= n ? 2 * n - 2 - i : i);
  const at = (x: number, y: number): number => data[mirror(y, height) * width + mirror(x, width)] ?? 0;
  const values: number[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      values.push(at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y));
  const mean = values.reduce((s, v) => s + v, 0) / values.length;
  return values.reduce((s, v) => s + (v - mean) ** 2, 0) / values.length;
}
