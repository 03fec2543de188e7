/**
 * What is inside a sealed template of a maker's module: magic "YLVM", one byte layout (1), one byte number of templates,
 * then each with its length (4 bytes, little-endian). What the templates themselves hold only their maker knows.
 */
const MAGIC = 0x4d564c59;
const LAYOUT = 1;
const HEAD = 6;
const MOST_BYTES = 65_536;

export function writeMakerRecord(templates: readonly Uint8Array[]): Uint8Array {
  const length = templates.reduce((sum, { length }) => sum + 4 + length, HEAD);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  bytes.set([LAYOUT, templates.length], 4);
  let at = HEAD;
  for (const template of templates) {
    view.setUint32(at, template.length, true);
    bytes.set(template, at + 4);
    at += 4 + template.length;
  }
  return bytes;
}

/** Copies of the templates; null when these are not the bytes of such a record. */
export function readMakerRecord(bytes: Uint8Array): Uint8Array[] | null {
  if (bytes.length < HEAD) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint8(4) !== LAYOUT) return null;
  const templates: Uint8Array[] = [];
  let at = HEAD;
  for (let left = view.getUint8(5); left > 0; left--) {
    if (at + 4 > bytes.length) return null;
    const length = view.getUint32(at, true);
    if (length > MOST_BYTES || at + 4 + length > bytes.length) return null;
    templates.push(bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return at === bytes.length && templates.length > 0 ? templates : null;
}
