import { z } from 'zod';
import { itemRefusalSchema } from '../contract/activation.ts';
import type { CertificationSubmission, SubmissionAnswer, Verified } from '../ports/authority.ts';
import type { ActivationSubmission, HomeVisitAnswer, ItemAnswer } from '../ports/card-authority.ts';
import { canonicalJson } from './canonical.ts';

/** What the outbox carries: each kind goes to its own system and has answers of its own. */
export type Submission = CertificationSubmission | ActivationSubmission;
export type SubmissionKind = 'certification' | ActivationSubmission['kind'];
export type Answer = SubmissionAnswer | ItemAnswer | HomeVisitAnswer;

/** Certifications came first and carry no kind; files in use hold them like that. */
export const kindOf = (s: Submission): SubmissionKind => ('kind' in s ? s.kind : 'certification');

type ByFace = Extract<Verified, { method: 'face' }>;

/** A certification as files in use hold it from when there were faces only. */
type CertificationBefore = Omit<CertificationSubmission, 'verified'> & {
  readonly method: ByFace['method'];
  readonly verification: Omit<ByFace, 'method'>;
};

/** What was kept, whenever that was, as it is delivered today. */
export function inTodaysWords(kept: Submission | CertificationBefore): Submission {
  if (!('method' in kept)) return kept;
  const { method, verification, ...rest } = kept;
  return { ...rest, verified: { method, ...verification } };
}

/** The other way round: for what is compared with, or read beside, what was written before an update. */
function inFirstWords({ verified, ...rest }: CertificationSubmission) {
  const { method, ...verification } = verified;
  return { ...rest, method, verification };
}

/** What a key stands for, in one spelling; the same for a submission from before an update and from after it. */
export const contentOf = (s: Submission): string => canonicalJson('kind' in s ? s : inFirstWords(s));

const number = z.string().min(1).max(100);
const done = z.object({ kind: z.literal('done'), referenceNumber: number });
const refusedFor = <T extends z.ZodType>(reason: T) =>
  z.object({ kind: z.literal('refused'), reason, referenceNumber: number });

/** What only the chip can say is no answer of any system; what only one system can say is none of the other. */
const refusals = itemRefusalSchema.exclude(['pinLocked', 'pinNotInitial']);
const bankRefusal = refusals.exclude(['sealed', 'replaced']);
const serviceRefusal = refusals.exclude(['needsCounter', 'accountClosed', 'weakPin', 'notArrived']);

/** What may be kept as an answer and told to a person, by kind. An answer of one kind is none for another. */
export const answerSchemas = {
  certification: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('accepted'),
      receiptNumber: number,
      certifiedUntil: z.iso.date(),
      nextDue: z.iso.date(),
    }),
    refusedFor(z.enum(['deceased', 'alreadyCertified', 'notFound', 'rules'])),
  ]),
  socialEnable: z.discriminatedUnion('kind', [done, refusedFor(serviceRefusal)]),
  bankActivation: z.discriminatedUnion('kind', [done, refusedFor(bankRefusal)]),
  homeVisit: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('booked'), referenceNumber: number, dueOn: z.iso.date() }),
    refusedFor(serviceRefusal),
  ]),
} as const satisfies Record<SubmissionKind, z.ZodType<Answer>>;

/** The kind in a row of the file, or null when a newer or a damaged file says something else. */
export const kindIn = (text: unknown): SubmissionKind | null =>
  typeof text === 'string' && Object.hasOwn(answerSchemas, text) ? (text as SubmissionKind) : null;

/** What of an item of an activation may stand readable in the journal; all the rest is sealed. */
const openFields = new Set([
  'kind',
  'idempotencyKey',
  'terminalId',
  'at',
  'verification',
  'consent',
  'reason',
  'business',
]);

/** How a submission stands in the journal. */
export function journalParts(s: Submission): { readonly open: object; readonly sealed: object } {
  if (!('kind' in s)) {
    const { idNumber, name, visitId: _, ...open } = inFirstWords(s);
    return { open, sealed: { idNumber, name } };
  }
  const fields = Object.entries(s).filter(([name]) => name !== 'visitId');
  return {
    open: Object.fromEntries(fields.filter(([name]) => openFields.has(name))),
    sealed: Object.fromEntries(fields.filter(([name]) => !openFields.has(name))),
  };
}

/**
 * Whom and what a submission is about. While one is under way, no other about the same may be: nobody is activated or
 * booked twice because a later visit has another key. Null: certifications, whose authority looks at the person itself.
 */
export function subjectOf(s: Submission): string | null {
  if (!('kind' in s)) return null;
  switch (s.kind) {
    case 'socialEnable':
      return [s.kind, s.idNumber, s.cardNumber].join('|');
    case 'bankActivation':
      return [s.kind, s.idNumber, s.pan].join('|');
    case 'homeVisit':
      return [s.kind, s.idNumber, s.business].join('|');
  }
}
