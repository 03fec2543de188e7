import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFormat0, encodeFormat0 } from './format-0.ts';
import { decipherPin, encipherPin, formatFits, type PinBlockFormat } from './pin-block.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const pin = (text: string): Uint8Array => Uint8Array.from(text, Number);

describe('format 0', () => {
  it('is the published example of the clear block', () => {
    expect(textOf(encodeFormat0(pin('1234'), '43219876543210987', 8))).toBe('0412AC89ABCDEF67');
  });

  it('fills a 16-byte block with F and lays the account over its end', () => {
    const block = encodeFormat0(pin('123654'), '9990000011112222333', 16);
    // 001111222233 under FF in the last six bytes.
    expect(textOf(block)).toBe('06123654FFFFFFFFFFFFFFEEEEDDDDCC');
  });

  it('refuses what is no block of this account', () => {
    const block = encodeFormat0(pin('123456'), '9990000011112222333', 8);
    expect(decodeFormat0(block, '9990000011112222444')).toBeNull();
    expect(decodeFormat0(block.subarray(1), '9990000011112222333')).toBeNull();
  });
});

describe('format 4', () => {
  const key = hex('00112233445566778899aabbccddeeff');
  const ff = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);

  it('is the known answer under AES', () => {
    const block = encipherPin(4, { algorithm: 'AES', key }, pin('1234'), '1234567890123456789', ff);
    expect(textOf(block)).toBe('28B41FDDD29B743E93124BD8E32D921E');
  });

  it.each([
    ['1234', '1234567890123456', '52DB178C6EDCE52E3A70F7FBC8E9C758'],
    ['123456', '123456789012345678', '847A0209C659E4C4A79CA6A2A2217D31'],
    ['12345678', '1234567890123456789', '018BFEC8B5EF60181A327AD8325A2BA4'],
  ])('deciphers the known block of %s', (digits, pan, block) => {
    expect(decipherPin(4, { algorithm: 'AES', key }, hex(block), pan)).toEqual(pin(digits));
  });

  it('two blocks of the same PIN, key and account differ', () => {
    const made = new Set<string>();
    for (let times = 0; times < 200; times += 1)
      made.add(textOf(encipherPin(4, { algorithm: 'SM4', key }, pin('271828'), '9990001234567890123')));
    expect(made.size).toBe(200);
  });

  it('does not go with 3DES', () => {
    expect(formatFits(4, '3DES')).toBe(false);
    expect(() => encipherPin(4, { algorithm: '3DES', key }, pin('1234'), '9990001234567890')).toThrow(
      RangeError,
    );
    expect(
      decipherPin(4, { algorithm: '3DES', key }, hex('0011223344556677'), '9990001234567890'),
    ).toBeNull();
  });
});

const cases = fc.record({
  way: fc.constantFrom<[PinBlockFormat, 'SM4' | '3DES' | 'AES']>(
    [0, '3DES'],
    [0, 'SM4'],
    [0, 'AES'],
    [4, 'SM4'],
    [4, 'AES'],
  ),
  key: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  digits: fc.uint8Array({ min: 0, max: 9, minLength: 4, maxLength: 12 }),
  pan: fc.stringMatching(/^\d{13,19}$/),
});

it('what is enciphered is deciphered, for any PIN, account and key', () => {
  fc.assert(
    fc.property(cases, ({ way: [format, algorithm], key, digits, pan }) => {
      const block = encipherPin(format, { algorithm, key }, digits, pan);
      expect(decipherPin(format, { algorithm, key }, block, pan)).toEqual(digits);
    }),
    { numRuns: 1000 },
  );
});

it('another key or noise gives no PIN of another length than a PIN has, and never throws', () => {
  fc.assert(
    fc.property(cases, fc.uint8Array({ minLength: 0, maxLength: 20 }), ({ way, key, pan }, noise) => {
      const digits = decipherPin(way[0], { algorithm: way[1], key }, noise, pan);
      if (digits) expect(digits.length).toBeGreaterThanOrEqual(4);
    }),
  );
});
