import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBytes, type CipherName, checkValue, decryptBlocks, encryptBlocks } from './block-cipher.ts';
import { sm4Block } from './sm4.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const key = hex('0123456789abcdeffedcba9876543210');

describe('SM4, GB/T 32907-2016 appendix A', () => {
  it('encrypts example 1, and decrypts it back', () => {
    const encrypted = sm4Block(key, key, 'encrypt');
    expect(textOf(encrypted)).toBe('681edf34d206965e86b3e94f536e4246');
    expect(textOf(sm4Block(key, encrypted, 'decrypt'))).toBe(textOf(key));
  });

  it('encrypts example 2: the same block a million times', () => {
    let block = key;
    for (let times = 0; times < 1_000_000; times += 1) block = sm4Block(key, block, 'encrypt');
    expect(textOf(block)).toBe('595298c7c6fd271f0402f804c33d3f66');
  });

  it('agrees with OpenSSL on anything', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, bytes, (anyKey, block) => {
        const openssl = createCipheriv('sm4-ecb', anyKey, null).setAutoPadding(false).update(block);
        expect(textOf(sm4Block(anyKey, block, 'encrypt'))).toBe(openssl.toString('hex'));
      }),
    );
  });
});

describe('key check values', () => {
  it.each([
    // The usual demonstration key of double-length 3DES.
    ['3DES', '0123456789abcdeffedcba9876543210', '08D7B4'],
    // FIPS 197 key: first bytes of an encrypted zero block.
    ['AES', '00000000000000000000000000000000', '66E94B'],
    ['SM4', '00000000000000000000000000000000', '9F1F7B'],
  ] as const)('%s of %s is %s', (name, keyHex, kcv) => {
    expect(checkValue(name, hex(keyHex))).toBe(kcv);
  });
});

it('FIPS 197 appendix C.1', () => {
  const encrypted = encryptBlocks(
    'AES',
    hex('000102030405060708090a0b0c0d0e0f'),
    hex('00112233445566778899aabbccddeeff'),
  );
  expect(textOf(encrypted)).toBe('69c4e0d86a7b0430d8cdb78070b4c55a');
});

it('every cipher gives back what it was given, block by block', () => {
  const names = Object.keys(blockBytes) as CipherName[];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      (name, anyKey, blocks, stream) => {
        const data = Uint8Array.from([...stream.take(blocks * blockBytes[name])]);
        expect(decryptBlocks(name, anyKey, encryptBlocks(name, anyKey, data))).toEqual(data);
      },
    ),
  );
});

it('refuses lengths that no cipher has', () => {
  expect(() => encryptBlocks('SM4', key.subarray(1), key)).toThrow(RangeError);
  expect(() => decryptBlocks('3DES', key, key.subarray(1))).toThrow(RangeError);
  expect(() => sm4Block(key, key.subarray(1), 'encrypt')).toThrow(RangeError);
});
