import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureRegion } from '../../fixtures/finger-vein/capture.ts';
import { alignedScore, prepareAligned, wipeAligned } from './aligned-match.ts';
import { cropStripsScore, prepareProbe, prepareTemplate } from './crop-strips.ts';
import { extractVeins } from './extract.ts';
import { scorePair, type VeinFeatures, veinFeatures, wipeFeatures } from './pair-score.ts';
import { enrolLimits } from './person-limits.ts';
import { directionsOf } from './vein-directions.ts';
import type { VeinMap } from './vein-map.ts';

const given = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'given' } as const;
const mapOf = (finger: number, capture: number, hard = 1): VeinMap =>
  extractVeins(captureRegion({ finger, capture, hard }), given).map!;
const mapArbitrary = (width: number, height: number): fc.Arbitrary<VeinMap> =>
  fc
    .uint8Array({ minLength: width * height, maxLength: width * height, max: 4 })
    .map((quarters) => ({ width, height, quarters }));

describe('directions', () => {
  const line = (on: (x: number, y: number) => boolean): VeinMap => ({
    width: 60,
    height: 50,
    quarters: Uint8Array.from({ length: 3000 }, (_, p) => (on(p % 60, Math.floor(p / 60)) ? 4 : 0)),
  });
  const middle = 25 * 60 + 30;

  test('of veins along, across and on both diagonals are a quarter turn of the doubled angle apart', () => {
    const along = directionsOf(line((_, y) => Math.abs(y - 25) < 2));
    const across = directionsOf(line((x) => Math.abs(x - 30) < 2));
    const down = directionsOf(line((x, y) => Math.abs(x - 30 - (y - 25)) < 2));
    const up = directionsOf(line((x, y) => Math.abs(x - 30 + (y - 25)) < 2));
    expect([along.cosines[middle], across.cosines[middle]]).toEqual([-32, 32]);
    expect([down.sines[middle], up.sines[middle]]).toEqual([-32, 32]);
    for (const flat of [along.sines[middle], across.sines[middle], down.cosines[middle], up.cosines[middle]])
      expect(Math.abs(flat!)).toBeLessThan(2);
  });

  test('are as long as there is vein, and nowhere else', () => {
    fc.assert(
      fc.property(mapArbitrary(61, 32), (map) => {
        const { cosines, sines } = directionsOf(map);
        map.quarters.forEach((level, p) => {
          const length = Math.hypot(cosines[p]!, sines[p]!);
          if (length > 0) expect(Math.abs(length - 8 * level)).toBeLessThan(1);
        });
      }),
      { numRuns: 10 },
    );
  });
});

describe('the aligned score', () => {
  test('is symmetric, bounded, and of whole maps only', () => {
    fc.assert(
      fc.property(mapArbitrary(61, 32), mapArbitrary(61, 32), (one, other) => {
        const [a, b] = [prepareAligned(one), prepareAligned(other)];
        const score = alignedScore(a, b);
        expect(alignedScore(b, a)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(0.51);
      }),
      { numRuns: 20 },
    );
    const empty = (width: number, height: number) => ({
      width,
      height,
      quarters: new Uint8Array(width * height),
    });
    const nothing = prepareAligned(empty(61, 32));
    expect(alignedScore(nothing, nothing)).toBe(0);
    expect(() => alignedScore(nothing, prepareAligned(empty(63, 32)))).toThrow(RangeError);
    expect(() => prepareAligned(empty(40, 20))).toThrow(RangeError);
    expect(() => prepareAligned(empty(44, 50))).toThrow(RangeError);
  });

  test('is highest for a map and itself', () => {
    const maps = [0, 1, 2].flatMap((finger) =>
      [0, 1].map((capture) => prepareAligned(mapOf(finger, capture))),
    );
    for (const map of maps)
      for (const other of maps) {
        if (other === map) expect(alignedScore(map, map)).toBeGreaterThan(0.4);
        else expect(alignedScore(map, other)).toBeLessThan(alignedScore(map, map) - 0.05);
      }
  });

  test('of a finger laid further in is that of the finger', () => {
    const map = mapOf(21, 0);
    const moved = (rows: number, columns: number): VeinMap => ({
      ...map,
      quarters: Uint8Array.from(map.quarters, (_, p) => {
        const [x, y] = [(p % 150) + columns, Math.floor(p / 150) + rows];
        return x < 0 || y < 0 || x >= 150 || y >= 50 ? 0 : map.quarters[y * 150 + x]!;
      }),
    });
    const veins = prepareAligned(map);
    for (const [rows, columns] of [
      [3, -7],
      [-8, 16],
    ] as const)
      expect(alignedScore(veins, prepareAligned(moved(rows, columns)))).toBeGreaterThan(
        0.95 * alignedScore(veins, veins),
      );
  });

  test('forgets what it was made of', () => {
    const veins = prepareAligned(mapOf(3, 0));
    wipeAligned(veins);
    expect(alignedScore(veins, veins)).toBe(0);
    const features = veinFeatures(mapOf(3, 0));
    wipeFeatures(features);
    expect(features.map.quarters.some((quarter) => quarter > 0)).toBe(false);
  });
});

test('the normed score puts strangers at zero, tells more fingers apart than crop-strips, and stays as it is', () => {
  const fingers = Array.from({ length: 12 }, (_, i) =>
    [0, 1, 2].map((capture) => veinFeatures(mapOf(1100 + i, capture, 1.3))),
  );
  const pairs = (score: (a: VeinFeatures, b: VeinFeatures) => number) => {
    const genuine = fingers.flatMap(([a, b, c]) => [score(a!, b!), score(a!, c!), score(b!, c!)]);
    const impostor = fingers.flatMap(([first], f) =>
      fingers.slice(f + 1).map(([, other]) => score(first!, other!)),
    );
    return { genuine, impostor };
  };
  const normed = pairs(scorePair);
  const plain = pairs((a, b) => cropStripsScore(prepareTemplate(a.map), prepareProbe(b.map)));
  /** Genuine pairs that no limit above every stranger lets in. */
  const lost = ({ genuine, impostor }: typeof normed) =>
    genuine.filter((score) => score <= Math.max(...impostor)).length;
  expect(lost(plain)).toBeGreaterThan(0);
  expect(lost(normed)).toBe(0);
  expect(Math.max(...normed.impostor)).toBeLessThan(enrolLimits.pairZ);
  expect(Math.abs(meanOf(normed.impostor))).toBeLessThan(1);
  const passed = normed.genuine.filter((z) => z >= enrolLimits.pairZ).length;
  expect(passed / normed.genuine.length).toBeGreaterThan(0.75);
});

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
