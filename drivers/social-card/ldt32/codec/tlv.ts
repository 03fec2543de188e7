/** One BER-TLV object (ISO 7816-4, EMV): tag of one or two bytes, length in short or 81/82 form. */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** The objects in a row; what is cut off or not understood ends the list. 00 and FF between objects are padding. */
export function parseTlvs(bytes: Uint8Array): Tlv[] {
  const found: Tlv[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0x00 || bytes[at] === 0xff) {
      at += 1;
      continue;
    }
    let tag = bytes[at++] as number;
    if ((tag & 0x1f) === 0x1f) tag = (tag << 8) | (bytes[at++] ?? 0);
    let length = bytes[at++];
    if (length === 0x81) length = bytes[at++];
    else if (length === 0x82) {
      length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      at += 2;
    }
    if (length === undefined || at + length > bytes.length) break;
    found.push({ tag, value: bytes.slice(at, at + length) });
    at += length;
  }
  return found;
}

/** A constructed object holds others: bit 6 of the first tag byte. */
const isConstructed = (tag: number): boolean => ((tag > 0xff ? tag >> 8 : tag) & 0x20) !== 0;

/** The first object with that tag, at any depth. */
export function findTlv(bytes: Uint8Array, tag: number): Uint8Array | null {
  for (const tlv of parseTlvs(bytes)) {
    if (tlv.tag === tag) return tlv.value;
    const inside = isConstructed(tlv.tag) ? findTlv(tlv.value, tag) : null;
    if (inside) return inside;
  }
  return null;
}

/** How many bytes a data object list asks for (PDOL: tags and lengths, no values). */
export function dolLength(dol: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < dol.length; at += 1) {
    if (((dol[at] as number) & 0x1f) === 0x1f) at += 1;
    at += 1;
    sum += dol[at] ?? 0;
  }
  return sum;
}
