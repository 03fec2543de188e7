import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  readRecord,
  type VeinTemplateRecord,
  writeRecord,
} from '../../models/finger-vein/template-record.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import { openTemplate, sealTemplate } from './template-seal.ts';

/** A finger as it is enrolled, and all that a thief can know of it beside the template key. */
const maps = Array.from({ length: 5 }, (_, i) => ({
  width: 150,
  height: 50,
  quarters: Uint8Array.from({ length: 7500 }, (_, p) => (p * (i + 3) + (p >> 5)) % 5),
}));
const finger: VeinTemplateRecord = {
  model: 'XG-V6',
  geometry: { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' },
  finger: 'rightIndex',
  capturedAtMs: Date.parse('2026-03-01T09:30:00+08:00'),
  maps,
};
const place = {
  recordId: '6f9d1a52-5f2b-4c5b-9f0e-0a4f2f6f6f11',
  subject: createHmac('sha256', 'a key of this terminal').update('999900195001010019').digest('hex'),
  kind: 'fingerVein',
  finger: 'rightIndex',
  device: 'image XG-V6 horizontal 100 300 find',
  version: 1,
} as const;
const platformKey = randomBytes(32);
const derived = (key: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), 'any purpose', 32));
const templateKey = derived(platformKey);

const plain = writeRecord(finger);
const stolen: SealedTemplate = sealTemplate(templateKey, place, plain.slice(), '2026-03-01T09:30:00+08:00');
/** Every byte that lies in the ledger about this record. */
const file = Buffer.concat([
  Buffer.from(JSON.stringify({ ...place, madeAt: stolen.madeAt })),
  stolen.wrappedKey,
  stolen.box,
]);

describe('a stolen ledger file', () => {
  it('shows nothing of the map, and no two records of the same finger look alike', () => {
    for (let at = 40; at + 16 <= plain.length; at += 16)
      expect(file.includes(Buffer.from(plain.subarray(at, at + 16)))).toBe(false);
    const again = sealTemplate(templateKey, place, plain.slice(), stolen.madeAt);
    const common = stolen.box.filter((byte, i) => byte === again.box[i]).length;
    // One byte in 256 by chance: 49 of 12,560.
    expect(common).toBeLessThan(120);
  });

  it('opens with no 32 bytes that lie in it, though everything that is bound to it is known', () => {
    for (let at = 0; at + 32 <= file.length; at++)
      expect(openTemplate(file.subarray(at, at + 32), stolen)).toBeNull();
  });

  it('opens with no guess from what is known: nothing, hashes of it, the platform key itself', () => {
    const known = [place.subject, place.recordId, '999900195001010019', '00000000', ''];
    const guesses = known.flatMap((text) => [derived(Buffer.from(text)), Buffer.alloc(32, text || 0)]);
    for (const guess of [...guesses, new Uint8Array(32), platformKey])
      expect(openTemplate(guess, stolen)).toBeNull();
  });

  it('is open to whoever has the key too: a disk with the key file on it is not protected', () => {
    const opened = openTemplate(derived(platformKey), stolen);
    expect(opened && readRecord(opened)).toEqual(finger);
  });
});
