import { createHash } from 'node:crypto';
import type { PlacedCard } from './simulated-card.ts';

/** What a module sends for a card: written from the published tables, on purpose without the driver's codec. */

const spaces = (count: number): Buffer => Buffer.from(' '.repeat(count), 'utf16le');

/** A text block under construction: 128 UTF-16LE characters, all spaces at first. */
class TextBlock {
  readonly bytes = spaces(128);

  put(offset: number, size: number, text: string): this {
    Buffer.from(text, 'utf16le').subarray(0, size).copy(this.bytes, offset);
    return this;
  }
}

const compact = (date: string): string => (date === 'long-term' ? '长期' : date.replaceAll('-', ''));

/** The 256 bytes of text. */
function textBlock(card: PlacedCard): Buffer {
  const block = new TextBlock();
  const english = card.englishName ?? '';
  block.put(188, 16, compact(card.validFrom)).put(204, 16, compact(card.validTo));
  if (card.kind === 'foreigner2017') {
    return block
      .put(0, 120, english)
      .put(120, 2, card.sex)
      .put(122, 30, card.idNumber)
      .put(152, 6, card.nationality ?? '')
      .put(158, 30, card.name)
      .put(220, 16, compact(card.birthDate))
      .put(236, 4, '01')
      .put(248, 2, 'I').bytes;
  }
  block
    .put(0, 30, card.name)
    .put(30, 2, card.sex)
    .put(36, 16, compact(card.birthDate))
    .put(122, 36, card.idNumber);
  if (card.kind === 'foreigner2023') {
    return block
      .put(32, 4, '00')
      .put(52, 70, english.slice(0, 35))
      .put(220, 22, english.slice(35))
      .put(242, 6, card.nationality ?? '')
      .put(248, 2, 'Y').bytes;
  }
  block.put(52, 70, card.address ?? '').put(158, 30, card.authority ?? '');
  if (card.kind === 'hmt') {
    return block
      .put(220, 18, card.travelPermit ?? '')
      .put(238, 4, '01')
      .put(248, 2, 'J').bytes;
  }
  return block.put(32, 4, card.nation).bytes;
}

/** The 1024 bytes of the photo. */
function photoBlock(card: PlacedCard): Buffer {
  if (card.portraitWlt) return Buffer.from(card.portraitWlt);
  const empty = Buffer.alloc(1024);
  empty.write('SIMW', 'latin1');
  return empty;
}

/** Two templates of 512 bytes with a GA/T 1012 head and a pattern that is nobody's finger, or nothing. */
function fingerprintBlock(card: PlacedCard): Buffer {
  if (!card.fingerprint) return Buffer.alloc(0);
  const template = (finger: number): Buffer => {
    const block = Buffer.alloc(512, finger);
    Buffer.from([0x43, 0x01, 0x00, 0x00, 0x01, finger, 80]).copy(block);
    return block;
  };
  return Buffer.concat([template(0x0b), template(0x10)]);
}

/** Data of 30 01. */
export const baseData = (card: PlacedCard): Buffer =>
  Buffer.concat([Buffer.from([0x01, 0x00, 0x04, 0x00]), textBlock(card), photoBlock(card)]);

/** Data of 30 10. */
export function baseAndFingerprintData(card: PlacedCard): Buffer {
  const fingerprint = fingerprintBlock(card);
  const head = Buffer.from([0x01, 0x00, 0x04, 0x00, fingerprint.length >> 8, 0x00]);
  return Buffer.concat([head, textBlock(card), photoBlock(card), fingerprint]);
}

/** Data of 30 03: 70 bytes for each address. */
export const newAddressData = (card: PlacedCard): Buffer =>
  Buffer.concat(
    card.newAddresses.map((address) => {
      const entry = spaces(35);
      Buffer.from(address, 'utf16le').copy(entry);
      return entry;
    }),
  );

/** Data of 30 05: IIN (4) and SN (8) are zero as on most cards, DN (16) is each card's own. */
export const managementNumbers = (card: PlacedCard): Buffer =>
  Buffer.concat([Buffer.alloc(12), createHash('sha256').update(textBlock(card)).digest().subarray(0, 16)]);
