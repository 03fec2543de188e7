import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { accountNumberIn, fileLocator } from './account-number.ts';
import { expectedRecord } from './items.ts';
import { nationalString } from './national-string.ts';
import { parseRecord } from './record.ts';
import { dolLength, findTlv, parseTlvs } from './tlv.ts';
import { bcdDate, bcdPin, hexOf, mayGoOn, nameText } from './values.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const anyBytes = fc.uint8Array({ maxLength: 300 });

describe('records', () => {
  it('are tag, length and value; padding behind is no fault, missing bytes are', () => {
    expect(parseRecord(bytes('03 04 32 2E 30 30'))).toEqual({
      ok: true,
      value: { tag: 0x03, value: bytes('32 2E 30 30') },
    });
    expect(parseRecord(bytes('0A 01 31 00 00'))).toMatchObject({ ok: true, value: { value: bytes('31') } });
    for (const short of ['', '03', '03 04 32 2E'])
      expect(parseRecord(bytes(short))).toMatchObject({ ok: false, error: { code: 'E2514' } });
  });

  it('of sex moved by one when the name extension came', () => {
    expect(expectedRecord('sex', '1.00').record).toBe(3);
    expect(expectedRecord('sex', '2.00').record).toBe(4);
    expect(expectedRecord('nameExtension', '3.00').record).toBe(3);
  });

  it('of any bytes never throw', () => {
    fc.assert(
      fc.property(anyBytes, (any) => {
        parseRecord(any);
        accountNumberIn(any);
        fileLocator(any);
        findTlv(any, 0x9f38);
        dolLength(any);
        bcdDate(any);
        nameText(any);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('values', () => {
  it('are names in GBK and GB18030 with either filling, joined with their extension', () => {
    const padded = (text: string, length: number, filler: number): Uint8Array => {
      const encoded = iconv.encode(text, 'gb18030');
      return Uint8Array.from({ length }, (_, i) => encoded[i] ?? filler);
    };
    for (const filler of [0x00, 0x20]) {
      expect(nameText(padded('张三', 30, filler))).toBe('张三');
      expect(nameText(padded('孔𠮷祥', 30, filler))).toBe('孔𠮷祥');
      expect(mayGoOn(padded('张三', 30, filler))).toBe(false);
      const long = '一二三四五六七八九十一二三四';
      expect(mayGoOn(padded(long, 30, filler))).toBe(true);
      expect(nameText(padded(long, 30, filler), padded('五六', 20, filler))).toBe(`${long}五六`);
    }
    expect(nameText(new Uint8Array(30))).toBeNull();
  });

  it('of names come back whatever they are, cut at any character or in the middle of one', () => {
    const character = fc.constantFrom(...'王李张䶮𠮷·欧阳㐱龘');
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 20 }), (list) => {
        const text = list.join('');
        const encoded = iconv.encode(text, 'gb18030');
        fc.pre(encoded.length <= 50);
        const whole = Uint8Array.from({ length: 50 }, (_, i) => encoded[i] ?? 0x20);
        expect(nameText(whole.subarray(0, 30), whole.subarray(30))).toBe(text);
      }),
    );
  });

  it('are dates, blank or real', () => {
    expect(bcdDate(bytes('20260901'))).toBe('2026-09-01');
    expect(bcdDate(bytes('00000000'))).toBe('');
    expect(bcdDate(bytes('FFFFFFFF'))).toBe('');
    for (const wrong of ['20260230', '20261301', '2026090A', '202609'])
      expect(bcdDate(bytes(wrong))).toBeNull();
  });

  it('are passwords of six digits', () => {
    expect(hexOf(bcdPin(new TextEncoder().encode('123456')) ?? bytes(''))).toBe('123456');
    expect(bcdPin(bytes('010203040506'))).toBeNull();
  });
});

describe('payment objects', () => {
  it('are found at any depth, long lengths included', () => {
    expect(findTlv(bytes('6F 0A 84 02 1122 A5 04 9F38 01 05'), 0x9f38)).toEqual(bytes('05'));
    expect(parseTlvs(bytes(`53 81 80 ${'00'.repeat(128)}`))[0]?.value.length).toBe(128);
    expect(dolLength(bytes('9F6604 9F0206 9F3704'))).toBe(14);
  });

  it('give the account by 5A without filling, or by 57 up to the D', () => {
    expect(accountNumberIn(bytes('70 0C 5A 0A 6299990000000000195F'))).toBe('6299990000000000195');
    expect(accountNumberIn(bytes('70 10 57 0E 6299990000000000195D36082010'))).toBe('6299990000000000195');
    expect(accountNumberIn(bytes('70 04 5A 02 1234'))).toBeNull();
  });

  it('name files in both formats, and no endless ones', () => {
    const found = [{ sfi: 1, first: 1, last: 2 }];
    expect(fileLocator(bytes('80 06 7C00 08010200'))).toEqual(found);
    expect(fileLocator(bytes('77 0A 82 02 7C00 94 04 08010200'))).toEqual(found);
    expect(fileLocator(bytes('80 06 7C00 0801FF00'))).toEqual([]);
  });
});

describe('the national string', () => {
  it('has the eleven fields of the documented sample', () => {
    const text = nationalString(
      {
        ...{ version: '1.00', interface: 'contact', cardIdCode: '999900D15600000500BF7C7A48FB4966' },
        ...{ regionCode: '999900', cardNumber: 'X00000019', idNumber: '999900198101011114', name: '张三' },
        ...{ sex: '1', issuedOn: '2010-10-01', validTo: '2020-10-01', pan: null, authenticatedBy: 'none' },
        atrHistory: '00814E43238697159900BF7C7A',
      },
      { number: '410100813475', device: 'D1' },
    );
    expect(text).toBe(
      '999900|999900198101011114|X00000019|999900D15600000500BF7C7A48FB4966|张三|00814E43238697159900BF7C7A|1.00|20101001|20201001|410100813475|D1|',
    );
  });
});
