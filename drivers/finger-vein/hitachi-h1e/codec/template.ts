/** A template of the unit, opaque. */
export const TEMPLATE_BYTES = 536;
/** How many templates one comparison takes. */
export const MAX_TEMPLATES = 6;

/** XOR of the big-endian words of four bytes: the check behind templates, counted from the first byte of the message. */
function xorWords(bytes: Uint8Array): Uint8Array {
  const check = new Uint8Array(4);
  for (const [at, byte] of bytes.entries()) check[at % 4] = (check[at % 4] as number) ^ byte;
  return check;
}

/** `data` (one byte and whole templates) with its check, as it stands behind command (or state) and length. */
export function withCheck(first: number, data: Uint8Array): Uint8Array {
  const length = data.length + 4;
  const check = xorWords(Uint8Array.from([first, length >> 8, length & 0xff, ...data]));
  return Uint8Array.from([...data, ...check]);
}

/** The template in the reply to a capture, or null when its length or check is wrong. */
export function templateIn(data: Uint8Array): Uint8Array | null {
  if (data.length !== 1 + TEMPLATE_BYTES + 4) return null;
  const whole = withCheck(0x00, data.subarray(0, 1 + TEMPLATE_BYTES));
  return Buffer.from(whole).equals(data) ? data.slice(1, 1 + TEMPLATE_BYTES) : null;
}
