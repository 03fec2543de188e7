import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { baseAndFingerprintData, baseData, newAddressData } from '../simulator/card-bytes.ts';
import { type SimulatedCard, simulatedCardSchema } from '../simulator/simulated-card.ts';
import { answerBytes } from '../simulator/wire.ts';
import { decodeBase, decodeBaseAndFingerprint } from './base-info.ts';
import { decodeCardText } from './card-text.ts';
import { decodeFingerprints } from './fingerprint.ts';
import { SdtFrameParser } from './frame.ts';
import { decodeNewAddresses } from './new-address.ts';
import { canAnswer, failureOf, parseResponse } from './response.ts';
import { decodeSamId } from './sam-id.ts';

const photo = Buffer.alloc(1024, 0x5a);
Buffer.from('574C66007E003200', 'hex').copy(photo);

const resident: SimulatedCard = {
  name: '测试员',
  birthDate: '1990-01-01',
  address: '测试省测试市测试路1号',
  idNumber: '999900199001010014',
  authority: '测试市公安局',
  validFrom: '2020-01-01',
  validTo: 'long-term',
  portraitWlt: photo,
};

const decode = (card: SimulatedCard) => {
  const base = decodeBase(baseData(simulatedCardSchema.parse(card)));
  return base && decodeCardText(base.text);
};

test('the published synthetic frame: 1,295 bytes, its hash, its check, its fields', () => {
  const frame = answerBytes(0, 0, 0x90, baseData(simulatedCardSchema.parse(resident)));
  expect(frame.length).toBe(1295);
  expect(frame.subarray(0, 14).toString('hex').toUpperCase()).toBe('AAAAAA9669050800009001000400');
  expect(frame.at(-1)).toBe(0x28);
  expect(createHash('sha256').update(frame).digest('hex')).toBe(
    'ad3359480c4a530c12efc839dce8711d730cca777437a86b44f96e2765b526dc',
  );
  const [event] = new SdtFrameParser().push(frame);
  if (event?.kind !== 'frame') throw new Error('no frame');
  const base = decodeBase(parseResponse(event.body).data);
  expect(base?.photo).toEqual(new Uint8Array(photo));
  expect(base && decodeCardText(base.text)).toEqual({
    kind: 'resident',
    name: '测试员',
    sex: '1',
    nation: '01',
    birthDate: '1990-01-01',
    address: '测试省测试市测试路1号',
    idNumber: '999900199001010014',
    authority: '测试市公安局',
    validFrom: '2020-01-01',
    validTo: 'long-term',
  });
});

describe('the other kinds', () => {
  test('residence permit of Hong Kong, Macao and Taiwan residents: no nation, a travel permit', () => {
    const { nation, ...rest } = decode({
      ...resident,
      kind: 'hmt',
      idNumber: '810000199001010010',
      travelPermit: 'H12345678',
      validTo: '2025-01-01',
    }) as Record<string, unknown>;
    expect(nation).toBeUndefined();
    expect(rest).toMatchObject({ kind: 'hmt', travelPermit: 'H12345678', validTo: '2025-01-01' });
  });
  test('foreigner 2017: English name, nationality, 15 characters', () => {
    const card = decode({
      kind: 'foreigner2017',
      name: '艾测试',
      englishName: 'SPECIMEN, ALEXANDRA',
      sex: '2',
      nationality: 'KAZ',
      birthDate: '1990-12-31',
      idNumber: 'KAZ110090123105',
      validFrom: '2018-01-01',
      validTo: '2028-01-01',
    });
    expect(card).toEqual({
      kind: 'foreigner2017',
      name: '艾测试',
      englishName: 'SPECIMEN, ALEXANDRA',
      sex: '2',
      nationality: 'KAZ',
      birthDate: '1990-12-31',
      idNumber: 'KAZ110090123105',
      validFrom: '2018-01-01',
      validTo: '2028-01-01',
    });
  });
  const foreigner2023: SimulatedCard = {
    kind: 'foreigner2023',
    englishName: 'SPECIMEN WITH A VERY LONG FAMILY NA ME, GIVEN',
    nationality: 'KAZ',
    birthDate: '1985-01-01',
    idNumber: '932682198501010017',
    validFrom: '2023-12-01',
    validTo: '2033-12-01',
  };
  test('foreigner 2023: a long English name is joined from its two places, the space between them kept', () => {
    expect(decode(foreigner2023)).toMatchObject({
      kind: 'foreigner2023',
      englishName: 'SPECIMEN WITH A VERY LONG FAMILY NA ME, GIVEN',
      name: 'SPECIMEN WITH A VERY LONG FAMILY NA ME, GIVEN',
      nationality: 'KAZ',
    });
  });
});

describe('content that breaks the layout is refused, not guessed', () => {
  test.each([
    ['birth date', { birthDate: '1990-02-30' }],
    ['first day of validity', { validFrom: '20201301' }],
    ['number', { idNumber: '' }],
    ['name', { name: '' }],
  ])('%s', (_, broken) => {
    expect(decode({ ...resident, ...broken })).toBeNull();
  });
  test('unknown kind letter, unknown sex code, short block', () => {
    const text = Buffer.from(decodeBase(baseData(simulatedCardSchema.parse(resident)))?.text as Uint8Array);
    const withByte = (at: number, byte: number): Buffer => {
      const copy = Buffer.from(text);
      copy[at] = byte;
      return copy;
    };
    expect(decodeCardText(withByte(248, 0x51))).toBeNull();
    expect(decodeCardText(withByte(30, 0x37))).toBeNull();
    expect(decodeCardText(text.subarray(0, 200))).toBeNull();
    expect(decodeBase(Buffer.alloc(3))).toBeNull();
    expect(decodeBase(Buffer.from([0x01, 0x00, 0x04, 0x00, 0x20]))).toBeNull();
    expect(decodeBase(Buffer.alloc(2000))).toBeNull();
  });
});

test('characters of the private use area survive', () => {
  expect(decode({ ...resident, name: '测\uE863' })).toMatchObject({ name: '测\uE863' });
});

describe('fingerprints and addresses', () => {
  test('two templates; none when the card has none', () => {
    const withPrints = baseAndFingerprintData(simulatedCardSchema.parse({ ...resident, fingerprint: true }));
    expect(withPrints.length + 11).toBe(2321);
    const base = decodeBaseAndFingerprint(withPrints);
    expect(decodeFingerprints(base?.fingerprint as Uint8Array)).toMatchObject([
      { finger: 11, quality: 80 },
      { finger: 16, quality: 80 },
    ]);
    const without = baseAndFingerprintData(simulatedCardSchema.parse(resident));
    expect(without.length + 11).toBe(1297);
    expect(decodeBaseAndFingerprint(without)).not.toHaveProperty('fingerprint');
  });
  test.each([0, 1, 2, 3, 4])('%i newer addresses, blank ones left out', (count) => {
    const newAddresses = Array.from({ length: count }, (_, index) => `测试路${index + 2}号`);
    const card = simulatedCardSchema.parse({ ...resident, newAddresses });
    expect(decodeNewAddresses(newAddressData(card))).toEqual(newAddresses);
    const padded = Buffer.concat([newAddressData(card), Buffer.from(' '.repeat(35), 'utf16le')]);
    expect(decodeNewAddresses(padded)).toEqual(newAddresses);
  });
});

test('SAM id is printed as published', () => {
  const frame = Buffer.from('AAAAAA9669001400009005000300A53A340139300000B168DE3A1C', 'hex');
  const [event] = new SdtFrameParser().push(frame);
  if (event?.kind !== 'frame') throw new Error('no frame');
  expect(decodeSamId(parseResponse(event.body).data)).toBe('05.03-20200101-0000012345-0987654321');
  expect(decodeSamId(Buffer.alloc(15))).toBeNull();
});

describe('status words', () => {
  test.each([
    [0x10, 'E2110'],
    [0x11, 'E2111'],
    [0x21, 'E2121'],
    [0x23, 'E2123'],
    [0x24, 'E2124'],
    [0x31, 'E2131'],
    [0x32, 'E2132'],
    [0x33, 'E2133'],
    [0x37, 'E2137'],
    [0x3f, 'E2138'],
    [0x40, 'E2140'],
    [0x41, 'E2141'],
    [0x47, 'E2147'],
    [0x60, 'E2160'],
    [0x66, 'E2166'],
    [0x80, 'E2180'],
    [0x81, 'E2181'],
    [0x91, 'E2191'],
    [0x77, 'E2199'],
  ])('SW3 %i is %s, and the words of the card are told', (sw3, code) => {
    const failure = failureOf('readBase', { sw1: 0x69, sw2: 0x82, sw3, data: new Uint8Array(0) });
    expect(failure.code).toBe(code);
    expect(failure.message).toContain('69 82');
  });
  test('a late answer of another command is recognised', () => {
    const answer = (sw3: number, length: number) => ({ sw1: 0, sw2: 0, sw3, data: new Uint8Array(length) });
    expect(canAnswer('select', answer(0x90, 8))).toBe(true);
    expect(canAnswer('select', answer(0x9f, 4))).toBe(false);
    expect(canAnswer('samId', answer(0x90, 0))).toBe(false);
    expect(canAnswer('readBase', answer(0x80, 0))).toBe(false);
    expect(canAnswer('find', answer(0x80, 0))).toBe(true);
    expect(canAnswer('find', answer(0x81, 0))).toBe(false);
    expect(canAnswer('readBase', answer(0x41, 0))).toBe(true);
  });
});
