import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultFraming, type FractionRect, idealCrop, initialFraming, nextFraming } from './framing.ts';

const frames = fc.record({
  width: fc.integer({ min: 320, max: 1920 }),
  height: fc.integer({ min: 240, max: 1080 }),
});
const anywhere = fc.double({ min: -1, max: 2, noNaN: true });
const anyFace = fc.oneof(
  fc.constant(null),
  fc.record({ x: anywhere, y: anywhere, width: anywhere, height: anywhere }),
  fc.constant({ x: Number.NaN, y: 0, width: 0.2, height: 0.2 }),
);
const usual = { width: 960, height: 720 };
const faceAt = (x: number, y: number, height = 0.3): FractionRect => ({
  x: x - (height * 0.72 * 0.75) / 2,
  y: y - height / 2,
  width: height * 0.72 * 0.75,
  height,
});

function settle(face: FractionRect | null, from = initialFraming(usual, 0), steps = 60) {
  let state = from;
  for (let i = 1; i <= steps; i++) state = nextFraming(state, face, usual, from.atMs + i * 66);
  return state;
}

/** Where the middle of the face stands in the crop, 0..1. */
const placeIn = (crop: FractionRect, face: FractionRect) => ({
  x: (face.x + face.width / 2 - crop.x) / crop.width,
  y: (face.y + face.height / 2 - crop.y) / crop.height,
});

describe('the crop', () => {
  it('stays inside the frame, in shape and large enough, whatever the detector says', () => {
    fc.assert(
      fc.property(
        frames,
        fc.array(fc.tuple(anyFace, fc.integer({ min: -50, max: 4000 })), { maxLength: 30 }),
        (frame, steps) => {
          let state = initialFraming(frame, 0);
          let now = 0;
          for (const [face, pause] of steps) {
            now += pause;
            state = nextFraming(state, face, frame, now);
            const { x, y, width, height } = state.crop;
            expect(x).toBeGreaterThanOrEqual(0);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
            expect(y + height).toBeLessThanOrEqual(1 + 1e-9);
            expect((width * frame.width) / (height * frame.height)).toBeCloseTo(defaultFraming.aspect, 6);
            const tallest = Math.min(frame.height, frame.width / defaultFraming.aspect);
            expect(height * frame.height).toBeGreaterThanOrEqual(
              Math.min(defaultFraming.minHeightPx, tallest) - 1e-6,
            );
          }
        },
      ),
    );
  });

  it('brings the face to the same place for somebody standing, seated and in a wheelchair', () => {
    for (const level of [0.34, 0.5, 0.6]) {
      const face = faceAt(0.5, level);
      const place = placeIn(settle(face).crop, face);
      expect(place.x).toBeCloseTo(0.5, 1);
      expect(place.y).toBeCloseTo(defaultFraming.faceLevel, 1);
    }
  });

  it('comes closer when the person is further away', () => {
    expect(settle(faceAt(0.5, 0.5, 0.22)).crop.height).toBeLessThan(
      settle(faceAt(0.5, 0.5, 0.4)).crop.height,
    );
  });

  it('shows the whole face of somebody at the edge of the frame', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.15, max: 0.85, noNaN: true }),
        fc.double({ min: 0.2, max: 0.8, noNaN: true }),
        (x, y) => {
          const face = faceAt(x, y, 0.3);
          const crop = idealCrop(face, usual);
          expect(face.x).toBeGreaterThanOrEqual(crop.x - 1e-9);
          expect(face.x + face.width).toBeLessThanOrEqual(crop.x + crop.width + 1e-9);
          expect(face.y + face.height).toBeLessThanOrEqual(crop.y + crop.height + 1e-9);
        },
      ),
    );
  });

  it('stands still for a person who only breathes', () => {
    const settled = settle(faceAt(0.5, 0.5));
    const breathing = nextFraming(settled, faceAt(0.503, 0.497), usual, settled.atMs + 66);
    expect(breathing.target).toEqual(settled.target);
  });

  it('glides and never jumps', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.15, max: 0.85, noNaN: true }),
        fc.double({ min: 0.15, max: 0.85, noNaN: true }),
        (x, y) => {
          const settled = settle(faceAt(0.5, 0.5));
          const next = nextFraming(settled, faceAt(x, y), usual, settled.atMs + 66);
          expect(Math.abs(next.crop.x - settled.crop.x)).toBeLessThan(0.1);
          expect(Math.abs(next.crop.y - settled.crop.y)).toBeLessThan(0.1);
        },
      ),
    );
  });

  it('waits for somebody who looks away and rests when nobody comes back', () => {
    const settled = settle(faceAt(0.3, 0.6));
    const waiting = settle(null, settled, Math.floor(defaultFraming.holdMs / 66) - 1);
    expect(waiting.crop.x).toBeCloseTo(settled.crop.x, 2);
    expect(settle(null, waiting, 200).crop.height).toBeCloseTo(1, 2);
  });
});
