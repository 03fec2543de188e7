import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureSchema } from '../../../main/contract/activation.ts';
import { Strokes } from './strokes.ts';

const line = (strokes: Strokes, pointer: number, from: number) => {
  strokes.begin(pointer, { x: from, y: 10, at: from }, 200);
  strokes.move(pointer, { x: from + 50, y: 60, at: from + 20 }, 200);
  strokes.end(pointer);
};

describe('a signature', () => {
  it('is in thousandths of the width, with ms since the first touch', () => {
    const strokes = new Strokes();
    line(strokes, 1, 100);
    line(strokes, 1, 140);
    expect(strokes.signature).toEqual([
      [
        [500, 50, 0],
        [750, 300, 20],
      ],
      [
        [700, 50, 40],
        [950, 300, 60],
      ],
    ]);
    expect(signatureSchema.safeParse(strokes.signature).success).toBe(true);
  });

  it('is enough with two strokes', () => {
    const strokes = new Strokes();
    expect(strokes.enough).toBe(false);
    line(strokes, 1, 0);
    expect(strokes.enough).toBe(false);
    line(strokes, 1, 40);
    expect(strokes.enough).toBe(true);
  });

  it('is written by one finger: the palm that rests on the field writes nothing', () => {
    const strokes = new Strokes();
    expect(strokes.begin(1, { x: 10, y: 10, at: 0 }, 200)).toBe(true);
    expect(strokes.begin(2, { x: 90, y: 90, at: 5 }, 200)).toBe(false);
    expect(strokes.move(2, { x: 95, y: 95, at: 8 }, 200)).toBe(false);
    strokes.end(2);
    expect(strokes.move(1, { x: 20, y: 20, at: 9 }, 200)).toBe(true);
    expect(strokes.count).toBe(1);
  });

  it('is gone when it is wiped', () => {
    const strokes = new Strokes();
    line(strokes, 1, 0);
    strokes.clear();
    expect(strokes.signature).toEqual([]);
  });

  it('never leaves what the contract takes, whatever is drawn', () => {
    const act = fc.record({
      kind: fc.constantFrom('begin', 'move', 'end'),
      pointer: fc.integer({ min: 1, max: 3 }),
      x: fc.double({ min: -500, max: 900, noNaN: true }),
      y: fc.double({ min: -500, max: 900, noNaN: true }),
      at: fc.double({ min: 0, max: 1e7, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 300 }), (acts) => {
        const strokes = new Strokes();
        for (const { kind, pointer, ...touched } of acts)
          if (kind === 'begin') strokes.begin(pointer, touched, 300);
          else if (kind === 'move') strokes.move(pointer, touched, 300);
          else strokes.end(pointer);
        if (strokes.enough) expect(signatureSchema.safeParse(strokes.signature).success).toBe(true);
      }),
    );
  });

  it('has an end: a hand that rubs for minutes fills no memory', () => {
    const strokes = new Strokes();
    for (let stroke = 0; stroke < 100; stroke += 1) {
      strokes.begin(1, { x: 0, y: 0, at: 0 }, 100);
      for (let i = 0; i < 500; i += 1) strokes.move(1, { x: (i % 2) * 50, y: i, at: i }, 100);
      strokes.end(1);
    }
    expect(signatureSchema.safeParse(strokes.signature).success).toBe(true);
  });
});
