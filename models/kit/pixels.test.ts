import { beforeAll, describe, expect, test } from 'vitest';
import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { loadOpenCvJs } from '../../drivers/kit/image/opencv-js.ts';
import { crop, letterbox } from './crop.ts';
import { toNchw, toNhwc } from './tensor.ts';
import { cosine, meanDirection, median, normalised } from './vector.ts';
import { warpSquare } from './warp.ts';

/** Red grows with x, green with y, so that a colour tells where it came from. */
function gradient(width: number, height: number): Image {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([x, y, 7], (y * width + x) * 3);
  return { width, height, channels: 3, data };
}

let ops: ImageOps;
beforeAll(async () => {
  ops = await loadOpenCvJs();
});

const pixel = (image: Image, x: number, y: number): number[] => [
  ...image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3),
];

describe('cropping', () => {
  test('copies the rectangle', () => {
    const part = crop(gradient(20, 10), { x: 3, y: 4, width: 5, height: 2 });
    expect([part.width, part.height]).toEqual([5, 2]);
    expect(pixel(part, 0, 0)).toEqual([3, 4, 7]);
    expect(pixel(part, 4, 1)).toEqual([7, 5, 7]);
  });

  test('refuses to leave the picture', () => {
    expect(() => crop(gradient(20, 10), { x: 18, y: 0, width: 5, height: 2 })).toThrow();
  });

  test('a letterbox keeps the shape, at the top left, on black', () => {
    const { image, scale } = letterbox(ops, gradient(40, 20), 20, 20);
    expect(scale).toBe(0.5);
    expect(pixel(image, 0, 15)).toEqual([0, 0, 0]);
    expect(pixel(image, 10, 5)[0]).toBeCloseTo(20.5, -0.5);
  });
});

describe('warping into a square', () => {
  test('without shrinking it is a plain warp of the region', () => {
    const warped = warpSquare(ops, gradient(200, 200), [1, 0, -50, 0, 1, -60], 32);
    expect(pixel(warped, 0, 0)).toEqual([50, 60, 7]);
    expect(pixel(warped, 31, 31)).toEqual([81, 91, 7]);
  });

  test('when it shrinks, places stay right to a fifth of a pixel of the result', () => {
    const scale = 0.2;
    const warped = warpSquare(ops, gradient(250, 250), [scale, 0, -2, 0, scale, -4], 32);
    for (const [x, y] of [
      [4, 5],
      [16, 16],
      [28, 20],
    ] as const) {
      const [red, green] = pixel(warped, x, y) as [number, number];
      expect(Math.abs(red - (x + 2) / scale)).toBeLessThanOrEqual(1);
      expect(Math.abs(green - (y + 4) / scale)).toBeLessThanOrEqual(1);
    }
  });

  test('what lies outside of the picture is black', () => {
    expect(pixel(warpSquare(ops, gradient(50, 50), [1, 0, 10, 0, 1, 10], 32), 2, 2)).toEqual([0, 0, 0]);
    expect(pixel(warpSquare(ops, gradient(50, 50), [1, 0, -500, 0, 1, 0], 32), 2, 2)).toEqual([0, 0, 0]);
  });
});

describe('tensors', () => {
  const image: Image = { width: 2, height: 1, channels: 3, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };

  test('NHWC keeps the order, NCHW makes planes, and BGR swaps the outer ones', () => {
    const plain = { mean: 0, scale: 1 };
    expect([...toNhwc(image, plain).data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...toNchw(image, plain, 'rgb').data]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...toNchw(image, plain, 'bgr').data]).toEqual([3, 6, 2, 5, 1, 4]);
    expect(toNchw(image, plain, 'rgb').dims).toEqual([1, 3, 1, 2]);
    expect([...toNhwc(image, { mean: 1, scale: 2 }).data]).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  });

  test('a grey picture is refused', () => {
    expect(() =>
      toNhwc({ width: 1, height: 1, channels: 1, data: new Uint8Array(1) }, { mean: 0, scale: 1 }),
    ).toThrow();
  });
});

describe('vectors', () => {
  test('are compared by direction', () => {
    expect(cosine(normalised([3, 4]), normalised([6, 8]))).toBeCloseTo(1);
    expect(cosine(normalised([1, 0]), normalised([0, 2]))).toBeCloseTo(0);
    expect([...meanDirection([normalised([1, 0]), normalised([0, 1])])][0]).toBeCloseTo(Math.SQRT1_2);
    expect(() => normalised([0, 0])).toThrow();
    expect(() => cosine([1], [1, 2])).toThrow();
  });

  test('the median is the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
