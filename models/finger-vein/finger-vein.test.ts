import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clahe } from './clahe.ts';
import { cropStripsScore, prepareProbe, prepareTemplate } from './crop-strips.ts';
import { traceEdges } from './edges.ts';
import { type GrayImage, grayOf, quarterTurn, scaled } from './gray-image.ts';
import { veinPicture } from './maximum-curvature.ts';
import { mapOf, type VeinMap } from './vein-map.ts';

const paint = (width: number, height: number, level: (x: number, y: number) => number): GrayImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => level(i % width, Math.floor(i / width))),
});

describe('gray pictures', () => {
  test('a quarter turn puts the top on the right', () => {
    const turned = quarterTurn({ width: 2, height: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    expect(turned).toEqual({ width: 3, height: 2, data: Uint8Array.of(5, 3, 1, 6, 4, 2) });
  });

  test('infrared in three equal channels keeps its levels', () => {
    const data = Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));
    expect(grayOf({ width: 256, height: 1, channels: 3, data }).data).toEqual(
      Uint8Array.from({ length: 256 }, (_, i) => i),
    );
  });

  test('shrinking keeps the mean, enlarging the levels', () => {
    const image = paint(30, 20, (x, y) => (x * 7 + y * 3) % 200);
    const mean = ({ data }: GrayImage) => data.reduce((sum, v) => sum + v, 0) / data.length;
    expect(Math.abs(mean(scaled(image, 7, 9)) - mean(image))).toBeLessThan(1);
    expect(
      scaled(
        paint(4, 4, () => 77),
        9,
        5,
      ).data.every((v) => v === 77),
    ).toBe(true);
    expect(scaled(image, 30, 20)).toBe(image);
  });
});

describe('contrast', () => {
  test('keeps a flat picture flat and spreads a faint one', () => {
    expect(new Set(clahe(paint(300, 100, () => 90))).size).toBe(1);
    const faint = clahe(paint(300, 100, (x, y) => 100 + ((x + y) % 8)));
    expect(Math.max(...faint) - Math.min(...faint)).toBeGreaterThan(8);
  });
});

describe('edges', () => {
  const finger = (slope: number, upper: number, lower: number) =>
    paint(320, 160, (x, y) => {
      const row = y - slope * (x - 159.5);
      return row >= upper && row <= lower ? 120 : 8;
    });

  test.each([-0.1, 0, 0.05, 0.15])('of a finger with slope %f are found to half a pixel', (slope) => {
    const { upper, lower } = traceEdges(finger(slope, 30, 128));
    expect(Math.abs(upper!.slope - slope)).toBeLessThan(0.01);
    expect(Math.abs(lower!.slope - slope)).toBeLessThan(0.01);
    expect(Math.abs(upper!.at - 29.5)).toBeLessThan(1);
    expect(Math.abs(lower!.at - 128.5)).toBeLessThan(1);
  });

  test('that are not in the picture are not invented', () => {
    expect(traceEdges(paint(320, 160, () => 120))).toEqual({ upper: null, lower: null });
    expect(traceEdges(finger(0, -10, 120))).toMatchObject({
      upper: null,
      lower: { slope: expect.any(Number) },
    });
  });
});

describe('maximum curvature', () => {
  test('finds a dark line and nothing in a flat picture', () => {
    const flat = paint(120, 60, () => 100);
    const mask = new Uint8Array(7200).fill(1);
    expect(veinPicture({ ...flat, mask }).veins.some((v) => v === 1)).toBe(false);
    const row = (x: number) => 31 + 6 * Math.sin(x / 20);
    const line = paint(120, 60, (x, y) => 100 - Math.round(40 * Math.exp(-((y - row(x)) ** 2) / 8)));
    const veins = [...veinPicture({ ...line, mask }).veins.entries()].flatMap(([p, on]) => (on ? [p] : []));
    expect(veins.length).toBeGreaterThan(50);
    for (const p of veins) expect(Math.abs(Math.floor(p / 120) - row(p % 120))).toBeLessThan(3);
    expect(veinPicture({ ...line, mask: mask.fill(0) }).veins.some((v) => v === 1)).toBe(false);
  });
});

describe('crop-strips', () => {
  const mapArbitrary = (width: number, height: number): fc.Arbitrary<VeinMap> =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height, max: 4 })
      .map((quarters) => ({ width, height, quarters }));
  const scoreOf = (a: VeinMap, b: VeinMap) => cropStripsScore(prepareTemplate(a), prepareProbe(b));

  test('the best shift of the whole is the same as by hand, lanes or not', () => {
    fc.assert(
      fc.property(mapArbitrary(61, 32), mapArbitrary(61, 32), (a, b) => {
        const score = scoreOf(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(0.75);
        expect(score).toBeCloseTo(byHand(a, b), 12);
      }),
      { numRuns: 10 },
    );
  });

  test('empty maps have nothing in common, and maps of two sizes cannot be compared', () => {
    const empty = { width: 61, height: 32, quarters: new Uint8Array(61 * 32) };
    expect(scoreOf(empty, empty)).toBe(0);
    const other = { width: 63, height: 32, quarters: new Uint8Array(63 * 32) };
    expect(() => scoreOf(empty, other)).toThrow(RangeError);
    expect(() => prepareTemplate({ width: 40, height: 20, quarters: new Uint8Array(800) })).toThrow(
      RangeError,
    );
  });

  test('a shifted finger scores like one that was not', () => {
    const veins = paint(300, 100, (x, y) => (Math.abs(y - 50 - 25 * Math.sin(x / 25)) < 1 ? 1 : 0));
    const shifted = paint(300, 100, (x, y) => veins.data[Math.min(99, y + 8) * 300 + Math.min(299, x + 20)]!);
    const [a, b] = [mapOf(veins.data, 300, 100), mapOf(shifted.data, 300, 100)];
    expect(scoreOf(a, b)).toBeCloseTo(scoreOf(a, a), 2);
  });
});

/** The definition, without lanes. */
function byHand(a: VeinMap, b: VeinMap): number {
  const { width, height } = a;
  const [rows, columns] = [height - 20, width - 40];
  const sum = (dy: number, dx: number, left: number, right: number, f: (t: number, p: number) => number) => {
    let total = 0;
    for (let y = 0; y < rows; y++)
      for (let x = left; x < right; x++)
        total += f(a.quarters[(y + 10) * width + x + 20]!, b.quarters[(y + dy) * width + x + dx]!);
    return total;
  };
  const product = (t: number, p: number) => t * p;
  let best = { value: -1, dy: 0, dx: 0 };
  for (let dy = 0; dy <= 20; dy++)
    for (let dx = 0; dx <= 40; dx++) {
      const value = sum(dy, dx, 0, columns, product);
      if (value > best.value) best = { value, dy, dx };
    }
  let [common, all] = [0, 0];
  for (let strip = 0; strip < 5; strip++) {
    const [left, right] = [Math.floor((strip * columns) / 5), Math.floor(((strip + 1) * columns) / 5)];
    let found = { value: -1, dy: 0, dx: 0 };
    for (let dy = Math.max(0, best.dy - 2); dy <= Math.min(20, best.dy + 2); dy++)
      for (let dx = Math.max(-left, best.dx - 2); dx <= Math.min(width - right, best.dx + 2); dx++) {
        const value = sum(dy, dx, left, right, product);
        if (value > found.value) found = { value, dy, dx };
      }
    common += found.value;
    all += sum(found.dy, found.dx, left, right, (t, p) => t + p);
  }
  return common / 4 / all;
}
