/** The three blocks of a base read, cut by the length fields that precede them. */
interface BaseInfo {
  /** 256 bytes, UTF-16LE. */
  readonly text: Uint8Array;
  /** 1024 bytes, WLT. */
  readonly photo: Uint8Array;
  /** 512 or 1024 bytes, GA/T 1012; absent when the card has none or none was asked for. */
  readonly fingerprint?: Uint8Array;
}

const TEXT = 256;
const PHOTO = 1024;
const FINGERPRINT = 1024;

/** Data of 30 01: u16be text length, u16be photo length, text, photo. Null when it does not add up. */
export const decodeBase = (data: Uint8Array): BaseInfo | null => cut(data, false);

/** Data of 30 10: as 30 01 with a third length field, and the fingerprint last (length 0: the card has none). */
export const decodeBaseAndFingerprint = (data: Uint8Array): BaseInfo | null => cut(data, true);

function cut(data: Uint8Array, withFingerprint: boolean): BaseInfo | null {
  const header = withFingerprint ? 6 : 4;
  if (data.length < header) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textLength = view.getUint16(0);
  const photoLength = view.getUint16(2);
  const fingerprintLength = withFingerprint ? view.getUint16(4) : 0;
  if (textLength < TEXT || photoLength < PHOTO) return null;
  const photoAt = header + textLength;
  const fingerprintAt = photoAt + photoLength;
  if (data.length < fingerprintAt + fingerprintLength) return null;
  // Longer blocks than published are cut to the published size; what follows has no known meaning.
  const base = {
    text: data.slice(header, header + TEXT),
    photo: data.slice(photoAt, photoAt + PHOTO),
  };
  if (fingerprintLength === 0) return base;
  const kept = Math.min(fingerprintLength, FINGERPRINT);
  return { ...base, fingerprint: data.slice(fingerprintAt, fingerprintAt + kept) };
}
