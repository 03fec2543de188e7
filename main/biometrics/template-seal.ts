import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedTemplate, TemplatePlace } from '../ports/sealed-template.ts';

/**
 * Sealing of biometric templates (ISO/IEC 24745), in the vision worker only. Each record has a random key of its own for
 * AES-256-GCM; that key is wrapped, in the same way, by the terminal's template key. Both boxes are 12 bytes nonce, 16 bytes
 * tag and the ciphertext, and both are bound to everything the record says about itself.
 */
const NONCE = 12;
const TAG = 16;
/** Bytes of a template key and of a record's key. */
export const KEY_BYTES = 32;

/** What is bound to a box; a list in JSON, so that no two places give the same bytes. */
function boundTo(part: 'key' | 'template', place: TemplatePlace): Uint8Array {
  const { recordId, subject, kind, finger, device, version } = place;
  return Buffer.from(
    JSON.stringify(['yinling template 1', part, recordId, subject, kind, finger, device, version]),
  );
}

/**
 * Seals a template for its place and overwrites the plain one.
 * @param templateKey 32 bytes
 * @param madeAt ISO 8601 with offset; not secret and not bound
 */
export function sealTemplate(
  templateKey: Uint8Array,
  place: TemplatePlace,
  plain: Uint8Array,
  madeAt: string,
): SealedTemplate {
  const key = randomBytes(KEY_BYTES);
  try {
    const { recordId, subject, kind, finger, device, version } = place;
    return {
      ...{ recordId, subject, kind, finger, device, version, madeAt },
      wrappedKey: seal(templateKey, boundTo('key', place), key),
      box: seal(key, boundTo('template', place), plain),
    };
  } finally {
    key.fill(0);
    plain.fill(0);
  }
}

/**
 * The plain template, or null when anything about the record was changed, it was moved, or the terminal's key is another
 * one. Whoever gets it overwrites it after use.
 */
export function openTemplate(templateKey: Uint8Array, record: SealedTemplate): Uint8Array | null {
  const key = open(templateKey, boundTo('key', record), record.wrappedKey);
  if (key?.length !== KEY_BYTES) return null;
  try {
    return open(key, boundTo('template', record), record.box);
  } finally {
    key.fill(0);
  }
}

function seal(key: Uint8Array, bound: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound);
  const body = [cipher.update(plain), cipher.final()];
  // Not out of the pool that small Buffers share: a message may carry the whole of what an array lies in.
  return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), ...body]));
}

function open(key: Uint8Array, bound: Uint8Array, box: Uint8Array): Uint8Array | null {
  if (box.length < NONCE + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(bound);
  decipher.setAuthTag(box.subarray(NONCE, NONCE + TAG));
  const plain = decipher.update(box.subarray(NONCE + TAG));
  try {
    decipher.final();
    return Uint8Array.from(plain);
  } catch {
    // Not what was sealed: whatever came out is no template.
    return null;
  } finally {
    plain.fill(0);
  }
}
