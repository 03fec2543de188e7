import { failure } from '../../drivers/kit/result.ts';
import { visionErrors } from '../../models/errors.ts';
import { type FaceTemplate, faceTemplateSchema } from '../../models/face/template.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { KeyHolder } from './key-holder.ts';

/** Of the JSON inside. */
const VERSION = 1;
/** Enough of the weights' sha256 to tell two models apart; the whole of it stands inside. */
const SHA_DIGITS = 12;

/** Seals a face for this person. `device` names the recogniser, so that one of another recogniser is never compared. */
export function sealFace(keys: KeyHolder, subject: string, template: FaceTemplate): Result<SealedTemplate> {
  const device = `${template.modelId} ${template.sha256.slice(0, SHA_DIGITS)}`;
  const place = { subject, kind: 'face', finger: null, device, version: VERSION } as const;
  return keys.seal(place, new Uint8Array(Buffer.from(JSON.stringify(template))));
}

/** E5211, E5212; E5105 for something else than a face. The recogniser refuses one of another model with E5104. */
export function openFace(keys: KeyHolder, sealed: SealedTemplate): Result<FaceTemplate> {
  if (sealed.kind !== 'face' || sealed.version !== VERSION) return fail(failure(visionErrors, 'E5105'));
  const plain = keys.open(sealed);
  if (!plain.ok) return plain;
  try {
    return ok(faceTemplateSchema.parse(JSON.parse(Buffer.from(plain.value).toString('utf8'))));
  } catch {
    return fail(failure(visionErrors, 'E5105'));
  } finally {
    plain.value.fill(0);
  }
}
