import iconv from 'iconv-lite';
import type { CardOnChip } from './simulated-card.ts';

/** The files of a simulated chip as LD/T 32.3 and 32.6 lay them out. Written apart from the driver, from the standard. */

export type Access = 'free' | 'key' | 'pin' | 'pinOrKey' | 'pinAndKey';

export interface SimulatedRecord {
  readonly tag: number;
  readonly bytes: Uint8Array;
}
export interface SimulatedFile {
  readonly access: Access;
  /** Records in order, or a transparent file. */
  readonly records?: readonly SimulatedRecord[];
  readonly binary?: Uint8Array;
}
/** Elementary files by their identifier (EF05 is 0xEF05), of SSSE and of each DF. */
export type SimulatedFolder = ReadonlyMap<number, SimulatedFile>;

const bcd = (digits: string): Uint8Array => new Uint8Array(Buffer.from(digits.replaceAll('-', ''), 'hex'));
const ascii = (text: string, length: number): Uint8Array =>
  new Uint8Array(Buffer.from(text.padEnd(length, '\0').slice(0, length), 'latin1'));

function record(tag: number, value: Uint8Array): SimulatedRecord {
  return { tag, bytes: Uint8Array.from([tag, value.length, ...value]) };
}

/** Name in GB18030: 30 bytes and 20 more, broken at a character, filled with 00 (version 1) or spaces. */
function nameParts(name: string, filler: number): [Uint8Array, Uint8Array] {
  const parts: [number[], number[]] = [[], []];
  for (const character of name) {
    const bytes = iconv.encode(character, 'gb18030');
    const part = parts[1].length === 0 && parts[0].length + bytes.length <= 30 ? parts[0] : parts[1];
    part.push(...bytes);
  }
  const filled = (part: number[], length: number): Uint8Array =>
    Uint8Array.from({ length }, (_, i) => part[i] ?? filler);
  return [filled(parts[0], 30), filled(parts[1], 20)];
}

function issuerRecords(card: CardOnChip): SimulatedRecord[] {
  return [
    record(0x01, bcd(card.cardIdCode)),
    record(0x02, ascii(card.version.slice(0, 1), 1)),
    record(0x03, ascii(card.version, 4)),
    record(0x04, new Uint8Array(12)),
    record(0x05, bcd(card.issuedOn)),
    record(0x06, bcd(card.validTo)),
    record(0x07, ascii(card.cardNumber, 9)),
  ];
}

function holderRecords(card: CardOnChip): SimulatedRecord[] {
  const first = card.version.startsWith('1.');
  const [name, extension] = nameParts(card.chipName, first ? 0x00 : 0x20);
  const sex = card.sex ?? (Number(card.chipIdNumber[16]) % 2 === 1 ? '1' : '2');
  const records = [
    record(0x08, ascii(card.chipIdNumber, 18)),
    record(0x09, name),
    ...(first ? [] : [record(0x4e, extension)]),
    record(0x0a, ascii(sex, 1)),
    record(0x0b, bcd('01')),
    record(0x0c, bcd(card.cardIdCode.slice(0, 6))),
    record(0x0d, bcd(card.chipIdNumber.slice(6, 14))),
  ];
  return records.map((one) => damaged(one, card.defect));
}

function damaged({ tag, bytes }: SimulatedRecord, defect: CardOnChip['defect']): SimulatedRecord {
  if (defect === 'wrongTag') return { tag: tag | 0x80, bytes: bytes.with(0, tag | 0x80) };
  if (defect === 'shortRecord') return { tag, bytes: bytes.slice(0, Math.ceil(bytes.length / 2)) };
  return { tag, bytes };
}

/** The application folders, `file:tag,length` in hex; nothing of them is read by a terminal that activates a card. */
const folders: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, readonly [Access, string]>>>>>
> = {
  '1': {
    DF01: { EF05: ['pinOrKey', '20,01 21,3E 22,12'], EF06: ['pinOrKey', '23,50 24,03'] },
    DF02: { EF05: ['pinOrKey', '42,03 41,03'] },
    DF03: { EF05: ['pinOrKey', '61,03 60,04'] },
    DF04: { EF05: ['pinOrKey', '81,08 84,03 87,11'], EF06: ['pinAndKey', '90,01 92,04'] },
    DF07: { EF05: ['key', 'F0,10 F1,10'] },
  },
  '2': {
    DF01: {
      EF05: ['pinOrKey', '20,02 21,50 0E,03'],
      EF06: ['pinOrKey', '23,50 24,03 28,0F 2C,32 2D,0F'],
      EF07: ['pinOrKey', '29,01 2A,01'],
      EF08: ['pinOrKey', '2B,01'],
      EF09: ['pinOrKey', '2E,46 30,09 32,02'],
      EF0A: ['pinOrKey', '37,03 38,02 39,04'],
    },
    DF02: {
      EF05: ['pinOrKey', '42,03 41,03'],
      EF06: ['pinOrKey', '4C,04 4B,05 4D,03 60,04 4F,06 50,03 3A,07'],
      EF09: ['pinOrKey', '55,10 56,46 96,04 97,03'],
    },
    DF03: {
      EF05: ['pinOrKey', '61,03 60,04 98,04 62,04 63,03 64,03 65,03 66,03'],
      EF07: ['pinOrKey', '70,03 71,03'],
    },
    DF04: {
      EF05: ['pinOrKey', '81,08 84,03 87,11 8C,01 80,04 8B,1D 8A,0F'],
      EF06: ['pinAndKey', '90,01 92,04 93,02'],
    },
    DF07: { EF05: ['key', 'F0,10 F1,10 F2,10 F3,10 F4,10'], EF07: ['key', 'F8,10 F9,10'] },
  },
};

/** Every folder of the chip by name: SSSE and DF01 to DF07. */
export function fileTree(card: CardOnChip): ReadonlyMap<string, SimulatedFolder> {
  const first = card.version.startsWith('1.');
  const third = card.version.startsWith('3.');
  const ssse = new Map<number, SimulatedFile>([
    [0xef05, { access: 'free', records: issuerRecords(card) }],
    [0xef06, { access: card.holderFile ?? (third ? 'key' : 'free'), records: holderRecords(card) }],
    [0xef07, { access: 'key', binary: new Uint8Array(first ? 0x300 : 0x400) }],
  ]);
  if (!first) ssse.set(0xef08, { access: 'key', binary: new Uint8Array(0x1000) });
  const tree = new Map<string, SimulatedFolder>([['SSSE', ssse]]);
  for (const [folder, files] of Object.entries(folders[first ? '1' : '2'] ?? {}))
    tree.set(
      folder,
      new Map(
        Object.entries(files).map(([file, [access, list]]) => [
          Number.parseInt(file, 16),
          { access, records: list.split(' ').map(blankRecord) },
        ]),
      ),
    );
  return tree;
}

function blankRecord(text: string): SimulatedRecord {
  const [tag = 0, length = 0] = text.split(',').map((part) => Number.parseInt(part, 16));
  return record(tag, new Uint8Array(length));
}
