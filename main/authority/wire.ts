import { z } from 'zod';
import { standingSchema } from '../contract/person.ts';
import type { Transport } from '../exchange/ask.ts';
import { faceVerificationSchema, fingerVeinVerificationSchema } from '../exchange/verified.ts';

/**
 * What crosses to the social-security side and back, whichever way it goes (embedded, later http). Each request has an
 * id, which the answer repeats: an answer to another question is not understood (E6003) instead of believed. The id of a
 * submission is its idempotency key.
 */

const realDate = z.iso.date();

/** The contract checks the form of a date; what comes from outside must also be a day that exists. */
const datedStanding = standingSchema.refine(
  (standing) =>
    // "unknown" is the terminal's own word for having no answer.
    standing.kind !== 'unknown' &&
    Object.values(standing).every((v) => !/^\d{4}-\d{2}-\d{2}$/.test(v) || realDate.safeParse(v).success),
  'not a standing that an authority gives',
);

const isPicture = (base64: string) => base64.startsWith('/9j/') || base64.startsWith('iVBORw0KGgo');

const submissionBy = <M extends string, V extends z.ZodType>(method: M, verification: V) =>
  z.strictObject({
    idempotencyKey: z.string().min(1).max(100),
    visitId: z.string().min(1).max(100),
    idNumber: z.string().regex(/^[0-9A-Z]{15,18}$/),
    name: z.string().min(1).max(60),
    method: z.literal(method),
    verification,
    terminalId: z.string().min(1).max(100),
    verifiedAt: z.iso.datetime({ offset: true }),
  });

/**
 * The port's `verified` crosses as `method` and `verification`, as it did when there were faces only: a delivery that is
 * repeated after an update of the terminal is the same to the authority.
 */
const submissionSchema = z.discriminatedUnion('method', [
  submissionBy('face', faceVerificationSchema),
  submissionBy('fingerVein', fingerVeinVerificationSchema),
]);
export type WireSubmission = z.infer<typeof submissionSchema>;

/** What the authority accepts. The embedded one checks each request with it, as a server would. */
export const wireRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lookUp'), requestId: z.string().min(1).max(100), idNumber: z.string() }),
  z.strictObject({
    type: z.literal('submit'),
    requestId: z.string().min(1).max(100),
    submission: submissionSchema,
  }),
]);
export type WireRequest = z.infer<typeof wireRequestSchema>;

const inReplyTo = z.string();

/** The other side understood the request and says no to it as such. */
const wireRefusal = z.strictObject({
  kind: z.literal('error'),
  inReplyTo,
  reason: z.enum(['keyConflict', 'badRequest']),
});

/** `photo` is a JPEG or PNG in base64, at most 3 MB. */
export const lookUpAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('record'),
    inReplyTo,
    standing: datedStanding,
    photo: z.base64().max(4_000_000).refine(isPicture, 'neither JPEG nor PNG').nullable(),
  }),
  wireRefusal,
]);

export const submitAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('accepted'),
    inReplyTo,
    receiptNumber: z.string().regex(/^[0-9A-Z-]{4,40}$/),
    certifiedUntil: realDate,
    nextDue: realDate,
  }),
  z.strictObject({
    kind: z.literal('refused'),
    inReplyTo,
    reason: z.enum(['deceased', 'alreadyCertified', 'notFound', 'rules']),
    referenceNumber: z.string().regex(/^[0-9A-Z-]{4,40}$/),
  }),
  wireRefusal,
]);

export type WireAnswer = z.infer<typeof lookUpAnswerSchema> | z.infer<typeof submitAnswerSchema>;

/** The way to the authority; its own failures are E6001 (cannot be reached) and E6007. */
export type AuthorityTransport = Transport<WireRequest>;
