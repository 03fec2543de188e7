import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { choose } from './choose.ts';
import { loadFingerprints } from './fingerprint-files.ts';
import { rank } from './score.ts';

let own: string;
beforeEach(() => {
  own = mkdtempSync(path.join(tmpdir(), 'yinling-fingerprints-'));
});
afterEach(() => rmSync(own, { recursive: true }));
const file = (name: string, content: unknown): void =>
  writeFileSync(path.join(own, name), typeof content === 'string' ? content : JSON.stringify(content));

/** A reader that nobody here has heard of. */
const device: Candidate = {
  ...{ transport: 'usb', vendorId: 0x4321, productId: 0xabcd, serialNumber: '0001' },
  ...{ manufacturer: 'New', product: 'Reader', path: '1-1', place: '1-1' },
  interfaces: [{ class: 0xff, subclass: 0, protocol: 0 }],
};
const newReader = {
  ...{ id: 'new-reader', kind: 'idCard', name: 'A new reader', transport: 'usb' },
  ...{ match: { vendorId: '4321', productId: 'ABCD' }, options: { framing: 'pipe' } },
  ...{ certainty: 'seen', source: 'its own label' },
};

it('a new device is a new file, and no code', () => {
  expect(choose('idCard', rank(loadFingerprints().fingerprints, [device]))).toMatchObject({
    error: { code: 'E1012' },
  });
  file('new-reader.json', newReader);
  const { fingerprints, refused } = loadFingerprints(own);
  expect(refused).toEqual([]);
  expect(choose('idCard', rank(fingerprints, [device]))).toMatchObject({
    ok: true,
    value: { match: { fingerprint: { id: 'new-reader', options: { framing: 'pipe' } } } },
  });
});

it('a file of the terminal replaces the shipped one of the same id', () => {
  const shipped = loadFingerprints().fingerprints.length;
  file('standard.json', `\uFEFF${JSON.stringify({ ...newReader, id: 'sdt-standard' })}`);
  const { fingerprints } = loadFingerprints(own);
  expect(fingerprints.length).toBe(shipped);
  expect(fingerprints.find(({ id }) => id === 'sdt-standard')?.name).toBe('A new reader');
});

it.each([
  ['not JSON', '{', 'not JSON'],
  ['an unknown kind', { ...newReader, kind: 'toaster' }, 'kind: '],
  ['a misspelt option', { ...newReader, options: { framming: 'pipe' } }, 'options: '],
  ['a number that is none', { ...newReader, match: { vendorId: '0x43' } }, 'match.vendorId: '],
  ['a broken pattern', { ...newReader, match: { product: '(' } }, 'match.product: not a regular'],
  ['nothing to match', { ...newReader, match: {} }, 'match: something'],
  ['a product without its vendor', { ...newReader, match: { productId: '0001' } }, 'match: productId'],
  ['a usage of what is no HID device', { ...newReader, match: { usagePage: '008c' } }, 'only a HID'],
  [
    'a class of a HID device',
    { ...newReader, transport: 'hid', match: { interface: { class: '03' } } },
    'usage',
  ],
])('%s is told, and the other files count', (_, content, why) => {
  file('broken.json', content);
  file('new-reader.json', newReader);
  const { fingerprints, refused } = loadFingerprints(own);
  expect(refused.length).toBe(1);
  expect(refused[0]?.file).toBe(path.join(own, 'broken.json'));
  expect(refused[0]?.why).toContain(why);
  expect(fingerprints.map(({ id }) => id)).toContain('new-reader');
});

it('a folder that is not there is told', () => {
  expect(loadFingerprints(path.join(own, 'nothing')).refused.length).toBe(1);
});
