import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approach, sourceOf } from './crop-motion.ts';

const part = fc.double({ min: 0, max: 1, noNaN: true });
const rect = fc.record({ x: part, y: part, width: part, height: part });

describe('the moving crop', () => {
  it('comes closer with time and stays when it has arrived', () => {
    const from = { x: 0, y: 0, width: 1, height: 1 };
    const to = { x: 0.4, y: 0.2, width: 0.5, height: 0.5 };
    const half = approach(from, to, 150);
    expect(half.x).toBeGreaterThan(0.1);
    expect(half.x).toBeLessThan(0.4);
    expect(approach(from, to, 5000).x).toBeCloseTo(0.4, 6);
    expect(approach(to, to, 16)).toEqual(to);
    expect(approach(from, to, -5)).toEqual(from);
  });

  it('is drawn in the shape of the frame and never outside the picture', () => {
    fc.assert(
      fc.property(rect, fc.double({ min: 0.4, max: 2.5, noNaN: true }), (crop, shape) => {
        const picture = { width: 640, height: 480 };
        const source = sourceOf(crop, picture, shape);
        expect(source.width / source.height).toBeCloseTo(shape, 5);
        expect(source.x).toBeGreaterThanOrEqual(0);
        expect(source.y).toBeGreaterThanOrEqual(0);
        expect(source.x + source.width).toBeLessThanOrEqual(640 + 1e-6);
        expect(source.y + source.height).toBeLessThanOrEqual(480 + 1e-6);
      }),
    );
  });
});
