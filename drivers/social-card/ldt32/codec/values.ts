import iconv from 'iconv-lite';

/** How the values of a record are written (LD/T 32.3: an, cn, b). */

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** Alphanumeric: ASCII, padded with 00, FF or spaces. */
export const alphanumeric = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\0\xff ]+$/, '');

/**
 * A name: GBK or GB18030, which is GBK with four-byte characters more, padded with 00 or spaces. `extension` is what did not
 * fit (tag 4E); a character may lie across the seam. Null when the bytes are no such text.
 */
export function nameText(bytes: Uint8Array, extension: Uint8Array = new Uint8Array(0)): string | null {
  const joined = Buffer.concat([withoutPadding(bytes), extension]);
  const text = iconv
    .decode(joined, 'gb18030')
    .replace(/[\0\s\u3000]+$/, '')
    .replace(/^[\s\u3000]+/, '');
  return text === '' || /[\p{Cc}\ufffd]/u.test(text) ? null : text;
}

/** Padding stands between name and extension where the issuer broke the name at a character. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x00 || bytes[end - 1] === 0x20)) end -= 1;
  return bytes.subarray(0, end);
}

/** Whether a name may go on in the extension: fewer than four bytes are left, and a character can need four. */
export const mayGoOn = (name: Uint8Array): boolean => name.length - withoutPadding(name).length < 4;

/** Date in four bytes of BCD, YYYYMMDD, as `YYYY-MM-DD`; empty when it is blank; null when it is none. */
export function bcdDate(bytes: Uint8Array): string | null {
  const digits = hexOf(bytes);
  if (/^(0+|F+|20+)$/.test(digits)) return '';
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(digits);
  if (!found) return null;
  const text = `${found[1]}-${found[2]}-${found[3]}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}

/** Six ASCII digits as three bytes of BCD; null when they are something else. The caller overwrites the result. */
export function bcdPin(digits: Uint8Array): Uint8Array | null {
  if (digits.length !== 6 || digits.some((digit) => digit < 0x30 || digit > 0x39)) return null;
  const packed = new Uint8Array(3);
  for (let i = 0; i < 3; i += 1)
    packed[i] = (((digits[2 * i] as number) & 0x0f) << 4) | ((digits[2 * i + 1] as number) & 0x0f);
  return packed;
}
