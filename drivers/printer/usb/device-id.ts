/**
 * The device ID of IEEE 1284 (annex 7.6), as GET_DEVICE_ID of the USB printer class answers it: two bytes of length, then
 * `KEY:value;KEY:value;...`. Keys have a long and a short spelling.
 */
export interface DeviceId {
  /** MFG. Empty texts where the printer does not say. */
  readonly manufacturer: string;
  /** MDL. */
  readonly model: string;
  /** CMD: what it understands, such as "ESC/POS". */
  readonly commands: readonly string[];
  /** CLS: "PRINTER". */
  readonly class: string;
  /** SN. */
  readonly serialNumber: string;
}

const spellings = {
  manufacturer: ['MFG', 'MANUFACTURER', 'MFR'],
  model: ['MDL', 'MODEL'],
  commands: ['CMD', 'COMMAND SET'],
  class: ['CLS', 'CLASS'],
  serialNumber: ['SN', 'SERIALNUMBER', 'SERN', 'SERIAL NUMBER'],
} as const;

/**
 * Reads an answer of GET_DEVICE_ID; null when there is no key in it. The length is only believed where it makes sense: some
 * printers send it low byte first, some do not count its own two bytes, some pad the answer with zeros.
 */
export function parseDeviceId(answer: Uint8Array): DeviceId | null {
  const [high = 0, low = 0] = answer;
  const end = [(high << 8) | low, (low << 8) | high].find((length) => length > 2 && length <= answer.length);
  // The last character may lie behind a length that leaves itself out; nothing of value follows the last semicolon.
  const bytes = end === undefined ? answer.subarray(2) : answer.subarray(2, Math.min(end + 2, answer.length));
  const fields = fieldsOf(text(bytes));
  if (fields.size === 0) return null;
  const value = (keys: readonly string[]): string =>
    keys.map((key) => fields.get(key)).find((found) => found) ?? '';
  return {
    manufacturer: value(spellings.manufacturer),
    model: value(spellings.model),
    commands: value(spellings.commands)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    class: value(spellings.class),
    serialNumber: value(spellings.serialNumber),
  };
}

/** Printable ASCII up to the first zero; anything else a printer sends here is noise. */
function text(bytes: Uint8Array): string {
  const zero = bytes.indexOf(0);
  return Array.from(zero < 0 ? bytes : bytes.subarray(0, zero), (byte) =>
    byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : ' ',
  ).join('');
}

/** The first value of each key counts. */
function fieldsOf(words: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of words.split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const key = part.slice(0, colon).trim().toUpperCase();
    if (key !== '' && !fields.has(key)) fields.set(key, part.slice(colon + 1).trim());
  }
  return fields;
}
