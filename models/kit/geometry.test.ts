import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Affine } from '../../drivers/kit/image/image-ops.ts';
import { applyAffine, composeAffine, invertAffine, overlap, type Point } from './geometry.ts';
import { suppress } from './nms.ts';
import { similarity } from './umeyama.ts';

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const aSimilarity = fc
  .record({
    angle: fc.double({ min: -3, max: 3, noNaN: true }),
    scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
    x: coordinate,
    y: coordinate,
  })
  .map(({ angle, scale, x, y }): Affine => {
    const [c, s] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
    return [c, -s, x, s, c, y];
  });

describe('affine maps', () => {
  test('the inverse undoes the map, and a composition applies one after the other', () => {
    fc.assert(
      fc.property(aSimilarity, aSimilarity, coordinate, coordinate, (first, second, x, y) => {
        const [u, v] = applyAffine(invertAffine(first), applyAffine(first, [x, y]));
        expect(u).toBeCloseTo(x, 5);
        expect(v).toBeCloseTo(y, 5);
        const [s, t] = applyAffine(composeAffine(second, first), [x, y]);
        const [p, q] = applyAffine(second, applyAffine(first, [x, y]));
        expect(s).toBeCloseTo(p, 5);
        expect(t).toBeCloseTo(q, 5);
      }),
    );
  });

  test('a map onto a line has no inverse', () => {
    expect(() => invertAffine([1, 2, 0, 2, 4, 0])).toThrow();
  });
});

describe('similarity of point sets', () => {
  const face: Point[] = [
    [38, 52],
    [73, 51],
    [56, 72],
    [41, 92],
    [71, 92],
  ];

  test('finds the map that moved the points', () => {
    fc.assert(
      fc.property(aSimilarity, (matrix) => {
        const moved = face.map((point) => applyAffine(matrix, point));
        similarity(face, moved).forEach((value, i) => {
          expect(value).toBeCloseTo(matrix[i]!, 5);
        });
      }),
    );
  });

  test('never mirrors: mirrored points get the best rotation instead', () => {
    const mirrored = face.map(([x, y]): Point => [-x, y]);
    const [a, b, , c, d] = similarity(face, mirrored);
    expect(a * d - b * c).toBeGreaterThan(0);
  });

  test('points in one place have none', () => {
    expect(() =>
      similarity(
        [
          [1, 1],
          [1, 1],
        ],
        [
          [0, 0],
          [1, 1],
        ],
      ),
    ).toThrow();
  });
});

describe('boxes', () => {
  const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

  test('overlap is intersection over union', () => {
    expect(overlap(box(0, 0, 10, 10), box(0, 0, 10, 10))).toBe(1);
    expect(overlap(box(0, 0, 10, 10), box(5, 0, 10, 10))).toBeCloseTo(1 / 3);
    expect(overlap(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0);
  });

  test('of overlapping boxes the surest stays', () => {
    const weak = { box: box(1, 0, 10, 10), score: 0.6 };
    const sure = { box: box(0, 0, 10, 10), score: 0.9 };
    const other = { box: box(40, 0, 10, 10), score: 0.7 };
    expect(suppress([weak, sure, other], 0.3)).toEqual([sure, other]);
  });
});
