import { randomBytes } from 'node:crypto';
import { blockBytes, type CipherName, decryptBlocks, encryptBlocks } from '../../kit/ciphers/block-cipher.ts';
import { decodeFormat0, encodeFormat0 } from './format-0.ts';
import { decipherFormat4, encipherFormat4 } from './format-4.ts';

export type PinBlockFormat = 0 | 4;

export interface PinBlockKey {
  readonly algorithm: CipherName;
  /** The session key in clear, 16 bytes. */
  readonly key: Uint8Array;
}

/** An account number as the formats take it: 8 to 19 digits, the last one being the check digit. */
export const isPan = (pan: string): boolean => /^\d{8,19}$/.test(pan);

/** Format 4 needs a cipher with blocks of 16 bytes; 3DES has 8. */
export const formatFits = (format: PinBlockFormat, algorithm: CipherName): boolean =>
  format === 0 || blockBytes[algorithm] === 16;

/**
 * The encrypted PIN block: 8 bytes (format 0 under 3DES) or 16. `digits` holds one digit a byte, 4 to 12 of them. Throws a
 * RangeError for what does not fit together; ask `formatFits` and `isPan` first. `random` is for tests with known answers.
 */
export function encipherPin(
  format: PinBlockFormat,
  { algorithm, key }: PinBlockKey,
  digits: Uint8Array,
  pan: string,
  random: (length: number) => Uint8Array = randomBytes,
): Uint8Array {
  if (!formatFits(format, algorithm) || !isPan(pan)) throw new RangeError(`format ${format}, ${algorithm}`);
  const encrypt = (block: Uint8Array): Uint8Array => encryptBlocks(algorithm, key, block);
  if (format === 4) return encipherFormat4(digits, pan, encrypt, random);
  const plain = encodeFormat0(digits, pan, blockBytes[algorithm]);
  const block = encrypt(plain);
  plain.fill(0);
  return block;
}

/** The bank's side: the digits, one a byte, or null when the block is not one of this format, key and PAN. */
export function decipherPin(
  format: PinBlockFormat,
  { algorithm, key }: PinBlockKey,
  block: Uint8Array,
  pan: string,
): Uint8Array | null {
  const size = blockBytes[algorithm];
  if (!formatFits(format, algorithm) || !isPan(pan) || block.length !== size) return null;
  const decrypt = (bytes: Uint8Array): Uint8Array => decryptBlocks(algorithm, key, bytes);
  if (format === 4) return decipherFormat4(block, pan, decrypt);
  const plain = decrypt(block);
  const digits = decodeFormat0(plain, pan);
  plain.fill(0);
  return digits;
}
