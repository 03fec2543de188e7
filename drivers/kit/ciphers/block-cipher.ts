import { createCipheriv, createDecipheriv } from 'node:crypto';
import { sm4Block } from './sm4.ts';

/** Ciphers of payment devices, all with keys of 16 bytes: SM4, double-length 3DES, AES-128. */
export type CipherName = 'SM4' | '3DES' | 'AES';

export const KEY_BYTES = 16;
export const blockBytes: Readonly<Record<CipherName, 8 | 16>> = { SM4: 16, '3DES': 8, AES: 16 };

type Way = 'encrypt' | 'decrypt';

/** Each block by itself (ECB); `data` is a whole number of blocks. Throws a RangeError on wrong lengths (a bug). */
export const encryptBlocks = (name: CipherName, key: Uint8Array, data: Uint8Array): Uint8Array =>
  eachBlock(name, key, data, 'encrypt');
export const decryptBlocks = (name: CipherName, key: Uint8Array, data: Uint8Array): Uint8Array =>
  eachBlock(name, key, data, 'decrypt');

/** Key check value (KCV): the first 3 bytes of an encrypted zero block, as 6 upper-case hex digits. */
export function checkValue(name: CipherName, key: Uint8Array): string {
  const encrypted = encryptBlocks(name, key, new Uint8Array(blockBytes[name]));
  return Buffer.from(encrypted.subarray(0, 3)).toString('hex').toUpperCase();
}

function eachBlock(name: CipherName, key: Uint8Array, data: Uint8Array, way: Way): Uint8Array {
  const size = blockBytes[name];
  if (key.length !== KEY_BYTES || data.length === 0 || data.length % size !== 0)
    throw new RangeError(`${name}: ${key.length} bytes of key, ${data.length} of data`);
  const out = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += size) {
    const done = one[name](key, data.subarray(at, at + size), way);
    out.set(done, at);
    done.fill(0);
  }
  return out;
}

const one: Readonly<Record<CipherName, (key: Uint8Array, block: Uint8Array, way: Way) => Uint8Array>> = {
  SM4: sm4Block,
  '3DES': (key, block, way) => {
    // CBC of a single block with a zero vector is ECB, and is the one form of it that Electron's cryptography has too.
    const long = new Uint8Array(24);
    long.set(key);
    long.set(key.subarray(0, 8), 16);
    const done = native('des-ede3-cbc', long, new Uint8Array(8), block, way);
    long.fill(0);
    return done;
  },
  AES: (key, block, way) => native('aes-128-ecb', key, null, block, way),
};

function native(
  name: string,
  key: Uint8Array,
  iv: Uint8Array | null,
  block: Uint8Array,
  way: Way,
): Uint8Array {
  const cipher = way === 'encrypt' ? createCipheriv(name, key, iv) : createDecipheriv(name, key, iv);
  cipher.setAutoPadding(false);
  const done = cipher.update(block);
  cipher.final();
  return done;
}
