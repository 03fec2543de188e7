import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * AES-256-GCM boxes: 12 bytes nonce, 16 bytes tag, ciphertext. What a box belongs to is bound in as additional data, so
 * that a box moved to another place does not open.
 */
const nonceBytes = 12;
const tagBytes = 16;

export function sealBox(key: Uint8Array, belongsTo: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(belongsTo));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Null when the key is another one, the box was changed or belongs somewhere else. */
export function openBox(key: Uint8Array, belongsTo: string, box: Uint8Array): Uint8Array | null {
  if (box.length < nonceBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes));
    decipher.setAAD(Buffer.from(belongsTo));
    decipher.setAuthTag(box.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(box.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
}

export interface MasterKeys {
  /** Wraps the key of each visit. */
  readonly wrap: Uint8Array;
  /** For the vision worker, which wraps the keys of templates with it. The ledger itself opens none. */
  readonly template: Uint8Array;
  /** HMAC-SHA-256 of a text, in hex, with a key for this purpose only. */
  mac(purpose: MacPurpose, text: string): string;
}

const macPurposes = ['head', 'content', 'check', 'subject', 'pair', 'person'] as const;
type MacPurpose = (typeof macPurposes)[number];

/** One master key, one derived key per purpose (HKDF-SHA-256). */
export function masterKeys(master: Uint8Array): MasterKeys {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), `yinling ledger ${purpose}`, 32));
  const macKeys = new Map(macPurposes.map((purpose) => [purpose, derive(purpose)]));
  return {
    wrap: derive('wrap'),
    template: derive('template'),
    mac: (purpose, text) =>
      createHmac('sha256', macKeys.get(purpose) as Uint8Array)
        .update(text)
        .digest('hex'),
  };
}
