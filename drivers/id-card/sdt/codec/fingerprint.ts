/** One of the two templates of a card's fingerprint block (GA/T 1012). */
interface FingerprintTemplate {
  /** 11 right thumb … 15 right little finger, 16 left thumb … 20 left little finger, 97 to 99 unknown. */
  readonly finger: number;
  /** 0 to 100. */
  readonly quality: number;
  /** 512 bytes, as stored. */
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
const MAGIC = 0x43;
const ENROLLED = 0x01;

/** The enrolled templates of a fingerprint block of up to 2 × 512 bytes; what is not enrolled is left out. */
export function decodeFingerprints(data: Uint8Array): FingerprintTemplate[] {
  const templates: FingerprintTemplate[] = [];
  for (let at = 0; at + BLOCK <= data.length && templates.length < 2; at += BLOCK) {
    const bytes = data.slice(at, at + BLOCK);
    if (bytes[0] !== MAGIC || bytes[4] !== ENROLLED) continue;
    templates.push({ finger: bytes[5] as number, quality: bytes[6] as number, bytes });
  }
  return templates;
}
