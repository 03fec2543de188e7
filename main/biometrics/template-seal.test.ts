import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SealedTemplate, TemplatePlace } from '../ports/sealed-template.ts';
import { openTemplate, sealTemplate } from './template-seal.ts';

const key = randomBytes(32);
const text = fc.string({ minLength: 1, maxLength: 30 });
const place: fc.Arbitrary<TemplatePlace> = fc.record({
  recordId: fc.uuid(),
  subject: fc.stringMatching(/^[0-9a-f]{64}$/),
  kind: fc.constantFrom('fingerVein' as const, 'face' as const),
  finger: fc.constantFrom('rightIndex' as const, 'leftMiddle' as const, null),
  device: text,
  version: fc.nat({ max: 9 }),
});
const plain = fc.uint8Array({ minLength: 1, maxLength: 300 });
const madeAt = '2026-03-01T09:30:00+08:00';
const sealed = (at: TemplatePlace, bytes: Uint8Array): SealedTemplate =>
  sealTemplate(key, at, bytes.slice(), madeAt);
const opened = (record: SealedTemplate, with_ = key): number[] | null => {
  const bytes = openTemplate(with_, record);
  return bytes && [...bytes];
};

describe('a sealed template', () => {
  test('opens to what was sealed', () => {
    fc.assert(
      fc.property(place, plain, (at, bytes) => {
        expect(opened(sealed(at, bytes))).toEqual([...bytes]);
      }),
    );
  });

  test('does not open when any word about it is another one', () => {
    const otherOf: { [K in keyof TemplatePlace]: (old: TemplatePlace[K]) => TemplatePlace[K] } = {
      recordId: (old) => `${old}0`,
      subject: (old) => old.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      kind: (old) => (old === 'face' ? 'fingerVein' : 'face'),
      finger: (old) => (old === 'leftIndex' ? null : 'leftIndex'),
      device: (old) => `${old} `,
      version: (old) => old + 1,
    };
    fc.assert(
      fc.property(place, plain, (at, bytes) => {
        const record = sealed(at, bytes);
        const fields = Object.keys(otherOf) as (keyof TemplatePlace)[];
        for (const field of fields) {
          const other = otherOf[field] as (old: unknown) => unknown;
          expect(opened({ ...record, [field]: other(record[field]) })).toBeNull();
        }
      }),
    );
  });

  test('does not open when a bit of either box is turned, or a box is cut', () => {
    fc.assert(
      fc.property(place, plain, fc.nat(), fc.nat({ max: 7 }), (at, bytes, where, bit) => {
        const record = sealed(at, bytes);
        for (const field of ['wrappedKey', 'box'] as const) {
          const box = Uint8Array.from(record[field]);
          const byte = where % box.length;
          box[byte] = box[byte]! ^ (1 << bit);
          expect(opened({ ...record, [field]: box })).toBeNull();
          expect(opened({ ...record, [field]: box.subarray(0, byte) })).toBeNull();
        }
      }),
    );
  });

  test('does not open with the boxes of another record of the same person, nor under another key', () => {
    fc.assert(
      fc.property(place, place, plain, (at, elsewhere, bytes) => {
        const [record, other] = [sealed(at, bytes), sealed({ ...elsewhere, subject: at.subject }, bytes)];
        expect(opened({ ...record, wrappedKey: other.wrappedKey })).toBeNull();
        expect(opened({ ...record, box: other.box })).toBeNull();
        expect(opened({ ...record, wrappedKey: other.wrappedKey, box: other.box })).toBeNull();
        expect(opened(record, randomBytes(32))).toBeNull();
      }),
    );
  });

  test('is sealed differently each time, and leaves no plain template', () => {
    const at = fc.sample(place, 1)[0]!;
    const bytes = Uint8Array.from({ length: 2500 }, (_, i) => i % 125);
    const first = sealTemplate(key, at, bytes, madeAt);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    const second = sealed(at, new Uint8Array(2500));
    expect(Buffer.from(first.box).equals(second.box)).toBe(false);
    expect(Buffer.from(first.wrappedKey).equals(second.wrappedKey)).toBe(false);
  });
});
