import type { Enrolled, FingerName } from '../contract/vein.ts';
import { fingerNameSchema } from '../contract/vein.ts';
import type { FaceReference } from '../ports/biometrics.ts';
import type { IdentityCard } from '../ports/identity-reader.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { VisitContext, VisitInput } from './visit-types.ts';

/** What the person at the terminal has enrolled there (建模), and what follows from it. Pure. */

/** How many fingers an enrolment asks for: one may be cut or bandaged on the day it is needed. */
export const FINGERS_WANTED = 2;

/** Whoever stands at the terminal, the agent or the holder, with what they enrolled here. */
export function knownAs(
  card: IdentityCard,
  input: VisitInput,
): Pick<VisitContext, 'subject' | 'templates' | 'faceNote'> {
  const subject = input.subjectOf(card.idNumber);
  return { subject, templates: subject === null ? [] : input.templatesOf(subject), faceNote: null };
}

export const fingersOf = (templates: readonly SealedTemplate[]): FingerName[] =>
  templates.flatMap(({ kind, finger }) => (kind === 'fingerVein' && finger !== null ? [finger] : []));

export const fingerTemplates = (templates: readonly SealedTemplate[]): SealedTemplate[] =>
  templates.filter(({ kind }) => kind === 'fingerVein');

/** Null when nothing is enrolled. The day is that of the last record. */
export function enrolledOf(templates: readonly SealedTemplate[]): Enrolled | null {
  const last = templates
    .map(({ madeAt }) => madeAt)
    .toSorted()
    .at(-1);
  if (last === undefined) return null;
  return {
    fingers: fingersOf(templates),
    face: templates.some(({ kind }) => kind === 'face'),
    on: last.slice(0, 10),
  };
}

/** The face that was enrolled here, as the best thing to compare a face with. */
export const enrolledFace = (templates: readonly SealedTemplate[]): FaceReference[] =>
  templates.filter(({ kind }) => kind === 'face').map((template) => ({ source: 'enrolled', template }));

/** The finger to ask for next, in the order of the contract; null when each had its turn. */
export const nextFinger = ({ enrolTried }: Pick<VisitContext, 'enrolTried'>): FingerName | null =>
  fingerNameSchema.options.find((finger) => !enrolTried.includes(finger)) ?? null;
