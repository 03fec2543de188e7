/**
 * What a key writes on a keyboard with US layout, without and with shift, by its usage on page 07 of the HID usage tables
 * (section 10). Scanners type as if on such a keyboard unless they are set otherwise.
 */
const rows: readonly (readonly [firstUsage: number, plain: string, shifted: string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x2c, ' -=[]\\', ' _+{}|'],
  // 32 is the key of other layouts in the place of 31; where a scanner sends it, it means the same character.
  [0x32, "\\;'`,./", '|:"~<>?'],
  // The number pad; shift means nothing there.
  [0x54, '/*-+', '/*-+'],
  [0x59, '1234567890.', '1234567890.'],
];

const plain = new Map<number, string>();
const withShift = new Map<number, string>();
for (const [first, low, high] of rows) {
  for (let at = 0; at < low.length; at += 1) {
    plain.set(first + at, low.charAt(at));
    withShift.set(first + at, high.charAt(at));
  }
}

/** One character, or null for a key that writes none. */
export const characterOf = (usage: number, shift: boolean): string | null =>
  (shift ? withShift : plain).get(usage) ?? null;
