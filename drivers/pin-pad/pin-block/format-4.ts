import { packDigits, unpackDigits } from './format-0.ts';

/** Encrypts or decrypts one block of 16 bytes under the session key. */
type Cipher16 = (block: Uint8Array) => Uint8Array;

/**
 * ISO 9564-1 format 4: the PIN field (control 4, length, digits, filler A, eight random bytes) is encrypted, the PAN field
 * laid over it, and the whole encrypted again. The standard has AES; SM4 has the same block and takes its place here.
 */
export function encipherFormat4(
  digits: Uint8Array,
  pan: string,
  encrypt: Cipher16,
  random: (length: number) => Uint8Array,
): Uint8Array {
  const field = new Uint8Array(16).fill(0xaa);
  field[0] = 0x40 | digits.length;
  packDigits(field, 1, digits);
  field.set(random(8), 8);
  const inner = encrypt(field);
  field.fill(0);
  return encrypt(laidOver(inner, panField(pan)));
}

/** The digits of an enciphered block, or null when it is no format 4 block of this PAN under this key. */
export function decipherFormat4(block: Uint8Array, pan: string, decrypt: Cipher16): Uint8Array | null {
  if (block.length !== 16) return null;
  const field = decrypt(laidOver(decrypt(block), panField(pan)));
  const control = (field[0] as number) >> 4;
  const length = (field[0] as number) & 0x0f;
  const digits = control === 4 ? unpackDigits(field, 1, length) : null;
  const filled = digits !== null && fillerIsA(field, length);
  field.fill(0);
  return filled ? digits : null;
}

function fillerIsA(field: Uint8Array, length: number): boolean {
  for (let at = length; at < 14; at += 1) {
    const byte = field[1 + (at >> 1)] as number;
    if ((at % 2 === 0 ? byte >> 4 : byte & 0x0f) !== 0xa) return false;
  }
  return true;
}

/** First nibble: how many digits more than 12; then the PAN, at least 12 digits, then zeros. */
function panField(pan: string): Uint8Array {
  const digits = pan.padStart(12, '0');
  const nibbles = `${(digits.length - 12).toString(16)}${digits}`.padEnd(32, '0');
  return Uint8Array.from(Buffer.from(nibbles, 'hex'));
}

function laidOver(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, at) => byte ^ (right[at] as number));
}
