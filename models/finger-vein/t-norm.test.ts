import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureRegion } from '../../fixtures/finger-vein/capture.ts';
import { cohortFor, cohortMaps, cohortSize } from './cohort.ts';
import { cropStripsScore, prepareProbe, prepareTemplate } from './crop-strips.ts';
import { extractVeins } from './extract.ts';
import { packMap, unpackMap } from './pack-map.ts';
import { normedScore, VeinCohort } from './t-norm.ts';
import type { VeinMap } from './vein-map.ts';

/** At most 0.10 % and 0.008 % of strangers reach these on real sensors (MODEL.md). */
const MEASURED = { pair: 4, person: 4.5 } as const;

const given = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'given' } as const;
const mapOf = (finger: number, capture: number): VeinMap =>
  extractVeins(captureRegion({ finger, capture }), given).map!;

describe('the cohort', () => {
  test('is what its seeds make', () => {
    const maps = cohortMaps();
    expect(maps).toHaveLength(cohortSize.maps);
    for (const i of [0, 31, 59]) expect(maps[i]).toEqual(mapOf(cohortSize.firstSeed + i, 0));
  });

  test('is cut to the middle for scanners that see less, and is not for those that see more', () => {
    const [whole, half] = [cohortMaps()[0]!, cohortMaps(95)[0]!];
    expect(half).toMatchObject({ width: 95, height: 50 });
    expect([...half.quarters.subarray(0, 95)]).toEqual([...whole.quarters.subarray(27, 122)]);
    expect(() => cohortMaps(151)).toThrow(RangeError);
    expect(cohortFor(95)).toBe(cohortFor(95));
    expect(() => new VeinCohort([whole])).toThrow(RangeError);
  });
});

describe('T-norm', () => {
  test('puts strangers at zero and the same finger above the limit', () => {
    const cohort = cohortFor(150);
    const fingers = [401, 402, 403, 404].map((finger) =>
      [0, 1, 2].map((capture) => {
        const map = mapOf(finger, capture);
        return { template: prepareTemplate(map), probe: prepareProbe(map), spread: cohort.spreadOf(map) };
      }),
    );
    const z = (a: (typeof fingers)[0][0], b: (typeof fingers)[0][0]) =>
      normedScore(cropStripsScore(a.template, b.probe), a.spread, b.spread);
    const strangers = fingers.flatMap((one, i) => fingers.slice(i + 1).map((other) => z(one[0]!, other[0]!)));
    const genuine = fingers.map(([first, ...others]) => Math.max(...others.map((other) => z(first!, other))));
    expect(Math.max(...strangers)).toBeLessThan(MEASURED.pair);
    expect(Math.abs(strangers.reduce((sum, value) => sum + value, 0) / strangers.length)).toBeLessThan(1.5);
    expect(genuine.filter((value) => value >= MEASURED.person).length).toBeGreaterThanOrEqual(3);
  });

  test('of a map without veins is no match', () => {
    const empty = { width: 150, height: 50, quarters: new Uint8Array(7500) };
    const spread = cohortFor(150).spreadOf(empty);
    expect(normedScore(0, spread, spread)).toBe(0);
  });
});

test('a packed map is a third of its size and comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.infiniteStream(fc.nat(4)),
      (width, height, levels) => {
        const quarters = Uint8Array.from({ length: width * height }, () => levels.next().value as number);
        const packed = packMap({ width, height, quarters });
        expect(packed.length).toBe(Math.ceil((width * height) / 3));
        expect(unpackMap(packed, width, height)).toEqual({ width, height, quarters });
      },
    ),
  );
  expect(() => unpackMap(new Uint8Array(5), 3, 3)).toThrow(RangeError);
  expect(() => unpackMap(new Uint8Array(3).fill(125), 3, 3)).toThrow(RangeError);
});
