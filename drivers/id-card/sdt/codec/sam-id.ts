/**
 * Printable identity of a security module from the 16 data bytes of command 12 FF: little-endian u16, u16, u32, u32, u32
 * as `05.03-20200101-0000012345-0987654321`. Null when the length is not 16.
 */
export function decodeSamId(data: Uint8Array): string | null {
  if (data.length !== 16) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  const head = `${pad(view.getUint16(0, true), 2)}.${pad(view.getUint16(2, true), 2)}`;
  return [
    head,
    pad(view.getUint32(4, true), 8),
    pad(view.getUint32(8, true), 10),
    pad(view.getUint32(12, true), 10),
  ].join('-');
}
