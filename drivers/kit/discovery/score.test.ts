import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { mockAdapters } from './testing/adapters.ts';
import { type Fingerprint, fingerprintSchema } from './fingerprint.ts';
import { loadFingerprints } from './fingerprint-files.ts';
import { rank, score } from './score.ts';

const { fingerprints, refused } = loadFingerprints();
const candidates = mockAdapters.map(({ candidate }) => candidate);

const made = (match: object, more: object = {}): Fingerprint =>
  fingerprintSchema.parse({
    ...{ id: 'made', kind: 'idCard', name: 'made', transport: 'usb', match },
    ...{ certainty: 'inferred', source: 'a test', ...more },
  });

describe('the shipped fingerprints', () => {
  it('are all valid', () => {
    expect(refused).toEqual([]);
    expect(fingerprints.length).toBeGreaterThan(25);
  });

  it.each(mockAdapters)('$about is $expect', ({ candidate, expect: id }) => {
    expect(rank(fingerprints, [candidate])[0]?.fingerprint.id ?? null).toBe(id);
  });
});

describe('the score', () => {
  const candidate: Candidate = {
    ...{ transport: 'usb', vendorId: 1, productId: 2, serialNumber: 'S1', manufacturer: 'Maker' },
    ...{ product: 'Thing', path: '1-1', place: '1-1', interfaces: [{ class: 7, subclass: 1, protocol: 2 }] },
    deviceId: { manufacturer: 'MFG', model: 'M80' },
  };
  const points = (match: object, more: object = {}): number => score(made(match, more), candidate) ?? -1;

  it('of what one unit has outweighs everything that many have', () => {
    const product = {
      ...{ vendorId: '0001', productId: '0002', manufacturer: 'maker', product: 'thing' },
      interface: { class: '07', subclass: '01', protocol: '02' },
    };
    const { productId: _, ...vendor } = product;
    const { vendorId: __, ...texts } = vendor;
    const ladder = [
      points({ serialNumber: '^S1$' }),
      points(product),
      points({ vendorId: '0001', productId: '0002' }),
      points(vendor),
      points(texts),
      points({ product: 'thing' }),
      points({ vendorId: '0001', interface: product.interface }),
      points({ vendorId: '0001' }),
      points({ interface: product.interface }),
      points({ interface: { class: '07' } }),
      points({ vendorId: '0001', productId: '0002' }, { shared: true }),
    ];
    expect(ladder).toEqual(ladder.toSorted((a, b) => b - a));
    expect(new Set(ladder).size).toBe(ladder.length);
    expect(points({ deviceId: { model: 'm80' } })).toBe(ladder[0]);
  });

  it.each([
    { vendorId: '0001', productId: '0003' },
    { vendorId: '0001', serialNumber: 'S2' },
    { vendorId: '0001', product: 'other' },
    { vendorId: '0001', path: '^2-' },
    { vendorId: '0001', deviceId: { model: 'M58' } },
    { vendorId: '0001', interface: { class: '07', protocol: '01' } },
  ])('is none when one thing does not fit: %j', (match) => {
    expect(points(match)).toBe(-1);
  });

  it('more that fits never counts less, and what does not fit always rules out', () => {
    const facts = [
      [{ vendorId: '0001' }, { vendorId: '0009' }],
      [{ manufacturer: 'maker' }, { manufacturer: 'else' }],
      [{ product: 'thing' }, { product: 'else' }],
      [{ serialNumber: 's1' }, { serialNumber: 's9' }],
      [{ path: '1-1' }, { path: '9-9' }],
      [{ interface: { class: '07' } }, { interface: { class: '08' } }],
    ] as const;
    const some = fc.subarray(
      facts.map((_, index) => index),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(some, some, fc.boolean(), (few, added, shared) => {
        const right = (indexes: readonly number[]) => Object.assign({}, ...indexes.map((i) => facts[i]![0]));
        expect(points(right([...few, ...added]), { shared })).toBeGreaterThanOrEqual(
          points(right(few), { shared }),
        );
        const wrong = { ...right(few), ...facts[added[0]!]![1] };
        expect(points(wrong, { shared })).toBe(-1);
      }),
    );
  });
});

it('the ranking does not depend on the order in which things are listed', () => {
  const plain = rank(fingerprints, candidates);
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...candidates], { minLength: candidates.length }),
      fc.shuffledSubarray([...fingerprints], { minLength: fingerprints.length }),
      (shuffled, prints) => {
        const ids = rank(prints, shuffled).map((match) => [match.fingerprint.id, match.score]);
        expect(ids).toEqual(plain.map((match) => [match.fingerprint.id, match.score]));
      },
    ),
    { numRuns: 20 },
  );
});
