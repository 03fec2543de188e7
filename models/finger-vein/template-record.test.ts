import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRecord, recordFingers, type VeinTemplateRecord, writeRecord } from './template-record.ts';

const record: fc.Arbitrary<VeinTemplateRecord> = fc
  .record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 50 }) })
  .chain(({ width, height }) =>
    fc.record({
      model: fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
      geometry: fc.record({
        axis: fc.constantFrom('horizontal' as const, 'vertical' as const),
        fingerWidth: fc.integer({ min: 20, max: 2000 }),
        length: fc.integer({ min: 1, max: 150 }).map((half) => 2 * half),
        roi: fc.constantFrom('find' as const, 'given' as const),
      }),
      finger: fc.constantFrom(...recordFingers),
      capturedAtMs: fc.integer({ min: 0, max: 4e12 }),
      maps: fc.array(
        fc
          .uint8Array({ minLength: width * height, maxLength: width * height, max: 4 })
          .map((quarters) => ({ width, height, quarters })),
        { minLength: 1, maxLength: 5 },
      ),
    }),
  );

describe('the template record', () => {
  test('gives back what was written', () => {
    fc.assert(
      fc.property(record, (what) => {
        expect(readRecord(writeRecord(what))).toEqual(what);
      }),
    );
  });

  test('is not read when it is cut, longer, of another layout, or anything else', () => {
    fc.assert(
      fc.property(record, fc.nat(), (what, at) => {
        const bytes = writeRecord(what);
        expect(readRecord(bytes.subarray(0, at % bytes.length))).toBeNull();
        expect(readRecord(Uint8Array.of(...bytes, 0))).toBeNull();
        expect(readRecord(bytes.with(4, 2))).toBeNull();
        expect(readRecord(bytes.with(6, 4))).toBeNull();
      }),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readRecord(bytes)).toBeNull();
      }),
    );
  });

  test('five maps of 150 x 50 take 12.5 kB', () => {
    const map = { width: 150, height: 50, quarters: new Uint8Array(7500) };
    const what = {
      model: 'XG-V6',
      geometry: { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' },
      finger: 'leftIndex',
      capturedAtMs: 1,
      maps: [map, map, map, map, map],
    } as const;
    expect(writeRecord(what)).toHaveLength(27 + 5 + 5 * 2500);
    expect(() => writeRecord({ ...what, maps: [] })).toThrow(RangeError);
  });
});
