import { createHash, randomBytes } from 'node:crypto';
import type { FingerName } from '../../contract/vein.ts';
import { sealTemplate } from '../../biometrics/template-seal.ts';
import type { SealedTemplate } from '../../ports/sealed-template.ts';

/** Sealed templates of invented maps, made as the vision worker makes them: what the ledger keeps and cannot open. */

/** 14 KB, as five vein maps of a finger are, told apart by `name`. */
export const mapOf = (name: string): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      Array.from({ length: 450 }, (_, i) => createHash('sha256').update(`${name} ${i}`).digest()),
    ),
  );

/** `name` tells one record from another; `finger` null: a face. */
export function enrolled(
  subject: string,
  finger: FingerName | null,
  name: string,
  templateKey: Uint8Array = randomBytes(32),
  madeAt = '2026-11-22T12:00:00+08:00',
): SealedTemplate {
  const place = {
    recordId: `record-${name}`,
    subject,
    kind: finger === null ? ('face' as const) : ('fingerVein' as const),
    finger,
    device: finger === null ? 'models-1' : 'scanner-1',
    version: 1,
  };
  return sealTemplate(templateKey, place, mapOf(name), madeAt);
}

/** The wrapped key of a record, which a test can compute again, to look for it in files. */
export const wrappedKeyOf = (recordId: string): Buffer =>
  createHash('sha256').update(`key of ${recordId}`).digest();

/** What one enrolment keeps: two fingers and the face, with keys that open nothing: for tests that kill and cut. */
export function generation(subject: string, name: string): SealedTemplate[] {
  return (['leftIndex', 'rightIndex', null] as const).map((finger) => {
    const recordId = `${name}.${finger ?? 'face'}`;
    const madeAt = new Date().toISOString();
    return { ...enrolled(subject, finger, name), recordId, wrappedKey: wrappedKeyOf(recordId), madeAt };
  });
}
