import { ok, type Result } from '../contract/failure.ts';
import type { FingerName } from '../contract/vein.ts';
import type { EnrolFingerOutcome, EnrolFingerRequest, VeinCheckRequest } from '../ports/finger-vein.ts';
import type { VeinRetry } from '../ports/vein-scanner.ts';
import type { OpenedMaker } from './vein-api.ts';
import { isTimeUp } from './vein-guide.ts';
import type { VeinMeans } from './vein-by-picture.ts';

/**
 * Scanners that compare by themselves, with templates of their maker. Those are opened in the vision worker and pass through
 * the core to the drivers worker for the one comparison: the only templates that leave the vision worker open, and overwritten
 * at each station (docs/finger-vein-protection.md).
 */

/** [XG protocol] usual number; twice as many fit into one comparison of an H-1E. */
export const MODULE_CAPTURES = 3;
const SEAL_LIMIT_MS = 10_000;

/** The finger it was, `null` for another one, or that the time is up. */
export type ModuleAnswer = { readonly finger: FingerName | null } | 'timeUp';

export async function checkByModule(
  means: VeinMeans,
  request: VeinCheckRequest,
): Promise<Result<ModuleAnswer>> {
  const opened = await open(means, request.subject, request.templates);
  if (!opened.ok) return opened;
  const { templates } = opened.value;
  try {
    const place = await matched(
      means,
      templates.map(({ bytes }) => bytes),
    );
    if (!place.ok || place.value === 'timeUp') return place as Result<'timeUp'>;
    return ok({ finger: place.value === null ? null : templates[place.value]!.finger });
  } finally {
    for (const { bytes } of templates) bytes.fill(0);
  }
}

export async function enrolByModule(
  means: VeinMeans,
  { subject, finger, others }: EnrolFingerRequest,
): Promise<Result<EnrolFingerOutcome>> {
  const { vision, scanner, guide, identity, signal } = means;
  const again = (problem: 'inconsistent' | 'duplicate' | 'timeUp'): Result<EnrolFingerOutcome> =>
    ok({ kind: 'again', problem });
  const made = await laying(means, () => scanner.enrolMaker(MODULE_CAPTURES, guide.left, signal));
  if (!made.ok) return made;
  if (made.value === 'timeUp') return again('timeUp');
  const { templates } = made.value;
  guide.counted(MODULE_CAPTURES, MODULE_CAPTURES);
  try {
    // A module that made one template of several layings has compared them; single ones are laid against once more.
    const known = others.length === 0 ? ok({ templates: [] }) : await open(means, subject, others);
    if (!known.ok) return known;
    const own = templates.length > 1 ? templates : [];
    const compared = [...known.value.templates.map(({ bytes }) => bytes), ...own];
    if (compared.length > 0) {
      const place = await matched(means, compared);
      for (const { bytes } of known.value.templates) bytes.fill(0);
      if (!place.ok) return place;
      if (place.value === 'timeUp') return again('timeUp');
      if (place.value === null && own.length > 0) return again('inconsistent');
      if (place.value !== null && place.value < known.value.templates.length) return again('duplicate');
    }
    const sealed = await vision.call(
      'veinSealMaker',
      { subject, finger, scanner: identity, templates: [...templates] },
      { limitMs: SEAL_LIMIT_MS, signal },
    );
    if (!sealed.ok) return sealed;
    return ok({ kind: 'enrolled', template: sealed.value, captures: MODULE_CAPTURES, leastZ: null });
  } finally {
    for (const template of templates) template.fill(0);
  }
}

const open = (
  { vision, identity, signal }: VeinMeans,
  subject: string,
  templates: VeinCheckRequest['templates'],
): Promise<Result<OpenedMaker>> =>
  vision.call(
    'veinOpenMaker',
    { subject, scanner: identity, templates: [...templates] },
    { limitMs: SEAL_LIMIT_MS, signal },
  );

/** Place of the template that the finger is like; as many layings as the module needs for all of them. */
async function matched(
  means: VeinMeans,
  templates: readonly Uint8Array[],
): Promise<Result<number | null | 'timeUp'>> {
  const { scanner, guide, identity, signal } = means;
  const atOnce = Math.max(1, identity.maxTemplates);
  for (let from = 0; from < templates.length; from += atOnce) {
    const part = templates.slice(from, from + atOnce);
    const told = await laying(means, () =>
      scanner.verifyMaker(
        part.map((template) => Uint8Array.from(template)),
        guide.left,
        signal,
      ),
    );
    if (!told.ok) return told;
    if (told.value === 'timeUp') return ok('timeUp');
    if (told.value.matched !== null) return ok(from + told.value.matched);
    if (from + atOnce < templates.length) {
      const gone = await off(means);
      if (gone !== null) return gone;
    }
  }
  return ok(null);
}

/** Asks until the module has something of the finger, or the time is up. */
async function laying<T extends { readonly kind: string }>(
  means: VeinMeans,
  ask: () => Promise<Result<T | VeinRetry>>,
): Promise<Result<T | 'timeUp'>> {
  const { guide } = means;
  while (guide.left > 0) {
    const told = await ask();
    if (!told.ok) {
      if (guide.mayWaitOn(told.error)) continue;
      return isTimeUp(told.error) ? ok('timeUp') : told;
    }
    if (told.value.kind !== 'retry') return ok(told.value as T);
    guide.again((told.value as VeinRetry).guidance);
    const gone = await off(means);
    if (gone !== null) return gone;
  }
  return ok('timeUp');
}

/** Null when the finger is off. */
async function off({ scanner, guide, signal }: VeinMeans): Promise<Result<'timeUp'> | null> {
  const gone = await scanner.fingerGone(Math.max(1, guide.left), signal);
  if (gone.ok) return null;
  return isTimeUp(gone.error) ? ok('timeUp') : gone;
}
