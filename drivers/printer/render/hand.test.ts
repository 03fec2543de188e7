import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadProfile } from '../profiles/profile.ts';
import { composeSlip } from '../escpos/driver/compose.ts';
import { type PrintLine, printJobSchema } from '../print-job.ts';
import { fitHand } from './hand.ts';
import { paintSlip } from './paint.ts';

const room = { width: 320, height: 128 };
const strokes = fc.array(
  fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 })), {
    minLength: 1,
    maxLength: 30,
  }),
  { minLength: 1, maxLength: 20 },
);

it('what a hand drew stays in its room and keeps its shape, a dot too', () => {
  fc.assert(
    fc.property(strokes, (drawn) => {
      const fitted = fitHand(drawn, room, { x: 28, y: 12 });
      const from = drawn.flat();
      const to = fitted.strokes.flat();
      expect(to).toHaveLength(from.length);
      const [first, placed] = [from[0]!, to[0]!];
      const scales = from.flatMap(([x, y], index) =>
        (
          [
            [x - first[0], to[index]![0] - placed[0]],
            [y - first[1], to[index]![1] - placed[1]],
          ] as const
        ).flatMap(([before, after]) => (before === 0 ? [] : [after / before])),
      );
      for (const scale of scales) expect(scale).toBeCloseTo(scales[0]!, 6);
      for (const [x, y] of to) {
        expect(x).toBeGreaterThanOrEqual(28);
        expect(x).toBeLessThanOrEqual(28 + room.width + 1e-9);
        expect(y).toBeGreaterThanOrEqual(12);
        expect(y).toBeLessThanOrEqual(12 + fitted.height + 1e-9);
      }
      expect(fitted.height).toBeLessThanOrEqual(room.height);
    }),
  );
});

const signed: PrintLine = {
  kind: 'hand',
  strokes: [
    [
      [100, 100],
      [500, 120],
    ],
    [[520, 240]],
  ],
};

it.each([384, 576])('is drawn on paper of %i dots, the dot behind the stroke too', (width) => {
  const painted = paintSlip({ lines: [signed] }, width, 8);
  if (!painted.ok || painted.value[0]?.kind !== 'picture') throw new Error('no picture');
  const { picture } = painted.value[0];
  const inkRows = Array.from({ length: picture.height }, (_, row) =>
    picture.data.subarray((row * width) / 8, ((row + 1) * width) / 8).some((byte) => byte !== 0),
  );
  const inked = inkRows.flatMap((ink, row) => (ink ? [row] : []));
  expect(inked[0]).toBeGreaterThan(0);
  expect(inked.at(-1)).toBeLessThan(picture.height - 1);
  // White between the line and the dot below it.
  expect(inked.at(-1)! - inked[0]! + 1).toBeGreaterThan(inked.length);
});

it('is a picture also where the printer writes in its own letters', () => {
  const profile = loadProfile('generic-80mm');
  if (!profile.ok) throw new Error(profile.error.message);
  const sent = composeSlip({ id: 'hand', lines: [signed] }, { ...profile.value, mode: 'text' });
  if (!sent.ok) throw new Error(sent.error.message);
  expect(Buffer.concat(sent.value).includes(Buffer.from([0x1d, 0x76, 0x30]))).toBe(true);
});

it('takes no more points than a signature may have, and none outside the field', () => {
  const points = (count: number) => Array.from({ length: count }, (): [number, number] => [5, 5]);
  const valid = (drawn: [number, number][][]) =>
    printJobSchema.safeParse({ id: 'hand', lines: [{ kind: 'hand', strokes: drawn }] }).success;
  expect(valid([points(3000), points(3000)])).toBe(true);
  expect(valid([points(3000), points(3001)])).toBe(false);
  expect(valid([])).toBe(false);
  expect(valid([[[1001, 0]]])).toBe(false);
});
