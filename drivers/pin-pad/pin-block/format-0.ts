/**
 * ISO 9564-1 format 0 (ANSI X9.8): length and digits filled with F, XOR the right-most 12 digits of the PAN without its
 * check digit. 8 bytes for 3DES. For a 16-byte cipher it is stretched as banks in China do under SM4 (seen in field
 * examples, in no public standard): the PIN field is filled with F to 16 bytes, the PAN stands in the last six.
 */
export function encodeFormat0(digits: Uint8Array, pan: string, size: 8 | 16): Uint8Array {
  const block = new Uint8Array(size).fill(0xff);
  block[0] = digits.length;
  packDigits(block, 1, digits);
  const account = accountField(pan, size);
  for (let at = 0; at < size; at += 1) block[at] = (block[at] as number) ^ (account[at] as number);
  return block;
}

/** The digits of a plain block, or null when it is no format 0 block of this PAN. */
export function decodeFormat0(block: Uint8Array, pan: string): Uint8Array | null {
  if (block.length !== 8 && block.length !== 16) return null;
  const account = accountField(pan, block.length);
  const field = block.map((byte, at) => byte ^ (account[at] as number));
  const length = field[0] as number;
  const digits = unpackDigits(field, 1, length);
  const whole = digits !== null && field.slice(1 + Math.ceil(length / 2)).every((byte) => byte === 0xff);
  field.fill(0);
  return whole ? digits : null;
}

function accountField(pan: string, size: 8 | 16): Uint8Array {
  const twelve = pan.slice(0, -1).slice(-12).padStart(12, '0');
  const field = new Uint8Array(size);
  for (let at = 0; at < 6; at += 1)
    field[size - 6 + at] = Number.parseInt(twelve.slice(2 * at, 2 * at + 2), 16);
  return field;
}

/** Two digits a byte; an odd one shares its byte with the filler that stands there. */
export function packDigits(into: Uint8Array, offset: number, digits: Uint8Array): void {
  for (const [at, digit] of digits.entries()) {
    const place = offset + (at >> 1);
    const byte = into[place] as number;
    into[place] = at % 2 === 0 ? (digit << 4) | (byte & 0x0f) : (byte & 0xf0) | digit;
  }
}

/** Null when the length is none of a PIN (4 to 12) or a nibble is no digit. */
export function unpackDigits(field: Uint8Array, offset: number, length: number): Uint8Array | null {
  if (length < 4 || length > 12) return null;
  const digits = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    const byte = field[offset + (at >> 1)] ?? 0xff;
    const digit = at % 2 === 0 ? byte >> 4 : byte & 0x0f;
    if (digit > 9) return null;
    digits[at] = digit;
  }
  return digits;
}
