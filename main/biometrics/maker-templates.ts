import { failure } from '../../drivers/kit/result.ts';
import { visionErrors } from '../../models/errors.ts';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { KeyHolder } from './key-holder.ts';
import { readMakerRecord, writeMakerRecord } from './maker-record.ts';
import { type OpenedMaker, veinOpenMakerSchema, veinSealMakerSchema } from './vein-api.ts';
import { makerDevice } from './vein-device.ts';

/** Of the layout in maker-record.ts. */
const VERSION = 1;

/** Seals what a maker's module made, and overwrites it. E5201, E5211. */
export function sealMakerTemplates(keys: KeyHolder, given: unknown): Result<SealedTemplate> {
  const parsed = veinSealMakerSchema.safeParse(given);
  if (!parsed.success) return fail(failure(visionErrors, 'E5201', 'veinSealMaker'));
  const { subject, finger, scanner, templates } = parsed.data;
  const plain = writeMakerRecord(templates);
  for (const template of templates) template.fill(0);
  const place = {
    subject,
    kind: 'fingerVein',
    finger,
    device: makerDevice(scanner),
    version: VERSION,
  } as const;
  return keys.seal(place, plain);
}

/** Opens what this maker's module can compare with. E5201, E5211, E5212, E5213. */
export function openMakerTemplates(keys: KeyHolder, given: unknown): Result<OpenedMaker> {
  const { ready } = keys;
  if (!ready.ok) return ready;
  const parsed = veinOpenMakerSchema.safeParse(given);
  if (!parsed.success) return fail(failure(visionErrors, 'E5201', 'veinOpenMaker'));
  const { subject, scanner, templates } = parsed.data;
  const opened: OpenedMaker['templates'] = [];
  let last: Failure = failure(visionErrors, 'E5213', 'no template');
  for (const sealed of templates) {
    const { finger, device, version, kind } = sealed;
    if (kind !== 'fingerVein' || device !== makerDevice(scanner) || version !== VERSION || finger === null)
      continue;
    const plain = sealed.subject === subject ? keys.open(sealed) : fail(failure(visionErrors, 'E5212'));
    if (!plain.ok) {
      last = plain.error;
      continue;
    }
    const parts = readMakerRecord(plain.value);
    plain.value.fill(0);
    if (parts === null) last = failure(visionErrors, 'E5212', 'layout');
    else opened.push(...parts.map((bytes) => ({ finger, bytes })));
  }
  return opened.length > 0 ? ok({ templates: opened }) : fail(last);
}
