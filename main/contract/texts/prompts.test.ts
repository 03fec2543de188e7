import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { contactFieldSchema, pinKindSchema, pinProblemSchema } from '../activation.ts';
import { faceCauseSchema, faceGuidanceSchema } from '../face.ts';
import { standingSchema } from '../person.ts';
import { handoverReasonSchema, kioskSnapshotSchema, kioskViewSchema, outcomeSchema } from '../snapshot.ts';
import { enrolProblemSchema, fingerNameSchema, veinCauseSchema, veinGuidanceSchema } from '../vein.ts';
import { isPromptId } from './prompts.ts';

type Options = { def: { shape: Record<string, { options?: readonly string[]; value?: unknown }> } };

/** The schema of one member of a discriminated union, by the value of its discriminator. */
const member = (union: { options: readonly z.core.SomeType[] }, key: string, value: string) => {
  const found = (union.options as unknown as { shape: Options['def']['shape'] }[]).find(
    (option) => option.shape[key]?.value === value,
  );
  if (!found) throw new Error(`no member ${value}`);
  return found.shape;
};
const kindsOf = (union: { options: readonly z.core.SomeType[] }, key: string): string[] =>
  (union.options as unknown as { shape: Options['def']['shape'] }[]).map((option) =>
    String(option.shape[key]?.value),
  );

const expected = [
  'welcome',
  'welcome.noPaper',
  'welcome.closed',
  'placeCard',
  'readingCard',
  'readingCard.retry',
  ...member(kioskViewSchema, 'step', 'cardProblem').problem!.options!.map((x) => `cardProblem.${x}`),
  'lookingUp',
  ...kindsOf(standingSchema, 'kind')
    .filter((kind) => kind !== 'needsStaff')
    .map((kind) => `standing.${kind}`),
  ...member(standingSchema, 'kind', 'needsStaff').reason!.options!.map((x) => `standing.needsStaff.${x}`),
  'consent',
  ...faceGuidanceSchema.options.map((x) => `face.${x}`),
  ...faceCauseSchema.options.map((x) => `faceAgain.${x}`),
  'submitting',
  ...handoverReasonSchema.options.map((x) => `handover.${x}`),
  'result.accepted',
  'result.pending',
  ...member(outcomeSchema, 'kind', 'refused').reason!.options!.map((x) => `result.refused.${x}`),
  'slip.printing',
  'slip.notPrinted',
  'takeSlip',
  'takeCard',
  'takeCard.both',
  'takeCard.social',
  'goodbye',
  'bring',
  'bring.agent',
  'agentReason',
  'agentRelation',
  'placeCard.agent',
  'placeOwnerCard',
  'placeSocialCard',
  'placeSocialCard.retry',
  'readingSocialCard',
  'readingSocialCard.retry',
  ...member(kioskViewSchema, 'step', 'socialCardProblem').problem!.options!.map(
    (x) => `socialCardProblem.${x}`,
  ),
  'matchingCards',
  'cardStanding.todo',
  'cardStanding.resumed',
  'cardStanding.allDone',
  'review',
  ...contactFieldSchema.options.map((x) => `contact.${x}`),
  'contact.problem.short',
  'contact.problem.notMobile',
  'keyPoints.1',
  'keyPoints.2',
  'keyPoints.3',
  'keyPoints.fraud',
  ...pinKindSchema.options.flatMap((x) => [`pin.${x}.first`, `pin.${x}.second`]),
  ...pinProblemSchema.options.map((x) => `pin.problem.${x}`),
  'pin.checking',
  'pin.padAway',
  'sign',
  'activating',
  ...['allDone', 'partly', 'unknown', 'notDone'].map((x) => `activationResult.${x}`),
  ...member(kioskViewSchema, 'step', 'electronicCard').state!.options!.map((x) => `electronicCard.${x}`),
  'letter',
  'letter.taken',
  'letter.away',
  ...['booking', 'booked', 'pending', 'refused'].map((x) => `homeVisit.${x}`),
  ...veinGuidanceSchema.options.map((x) => `vein.${x}`),
  ...veinCauseSchema.options.map((x) => `veinAgain.${x}`),
  'face.insteadOfVein',
  'face.afterVein',
  'enrolStanding.none',
  'enrolStanding.enrolled',
  'enrolConsent',
  ...fingerNameSchema.options.map((x) => `enrolFinger.first.${x}`),
  'enrolFinger.again',
  // The others are the words of `first` and `again`, or of the end.
  ...veinGuidanceSchema
    .exclude(['starting', 'layFinger', 'liftAndLayAgain', 'done'])
    .options.map((x) => `enrolFinger.${x}`),
  ...enrolProblemSchema.options.map((x) => `enrolFingerAgain.${x}`),
  'enrolSign',
  'enrolResult',
  'deleteConfirm',
  'enrolDeleted',
  'alsoCertify',
  'alsoSubmitting',
  ...kioskSnapshotSchema.shape.overlay.options.filter((x) => x !== 'none').map((x) => `overlay.${x}`),
];

describe('the catalogue', () => {
  it.each(expected)('has a prompt for %s', (id) => {
    expect(isPromptId(id)).toBe(true);
  });
});
