import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { FingerName } from '../../contract/vein.ts';
import type { SealedTemplate } from '../../ports/sealed-template.ts';

/** Sealed templates of invented maps, made as the vision worker makes them: what the ledger keeps and cannot open. */

function box(key: Uint8Array, belongsTo: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
}

/** 14 KB, as five vein maps of a finger are, told apart by `name`. */
export const mapOf = (name: string): Uint8Array =>
  Buffer.concat(Array.from({ length: 450 }, (_, i) => createHash('sha256').update(`${name} ${i}`).digest()));

export interface Enrolled {
  readonly template: SealedTemplate;
  readonly map: Uint8Array;
  readonly key: Uint8Array;
}

/** `name` tells one record from another; `finger` null: a face. */
export function enrolled(
  subject: string,
  finger: FingerName | null,
  name: string,
  templateKey: Uint8Array = randomBytes(32),
  madeAt = '2026-11-22T12:00:00+08:00',
): Enrolled {
  const place = {
    recordId: `record-${name}`,
    subject,
    kind: finger === null ? ('face' as const) : ('fingerVein' as const),
    finger,
    device: finger === null ? 'models-1' : 'scanner-1',
    version: 1,
  };
  const key = randomBytes(32);
  const belongsTo = [subject, finger ?? 'face', place.device, place.version].join('|');
  const map = mapOf(name);
  const template = {
    ...place,
    wrappedKey: box(templateKey, belongsTo, key),
    box: box(key, belongsTo, map),
    madeAt,
  };
  return { template, map, key };
}

/** The wrapped key of a record, which a test can compute again, to look for it in files. */
export const wrappedKeyOf = (recordId: string): Buffer =>
  createHash('sha256').update(`key of ${recordId}`).digest();

/** What one enrolment keeps: two fingers and the face. No map is in it: it is for tests that kill and cut. */
export function generation(subject: string, name: string): SealedTemplate[] {
  return (['leftIndex', 'rightIndex', null] as const).map((finger) => {
    const recordId = `${name}.${finger ?? 'face'}`;
    const { template } = enrolled(subject, finger, recordId);
    const madeAt = new Date().toISOString();
    return { ...template, recordId, wrappedKey: wrappedKeyOf(recordId), madeAt };
  });
}
