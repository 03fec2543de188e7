import { z } from 'zod';
import { agentReasonSchema, agentRelationSchema, contactFieldSchema } from '../../contract/activation.ts';
import type { Transport } from '../../exchange/ask.ts';
import { holderVerificationSchema } from '../../exchange/verified.ts';
import { agentRuleSchema } from './agent-rules.ts';

/**
 * What crosses to the province's card service and back. As with main/authority/wire.ts: each request has an id, which the
 * answer repeats; the id of a submission is its idempotency key.
 */

const requestId = z.string().min(1).max(100);
const idNumber = z.string().regex(/^[0-9A-Z]{15,18}$/);
const name = z.string().min(1).max(60);
const cardNumber = z.string().regex(/^[0-9A-Z]{9}$/);
const cardIdCode = z.string().regex(/^[0-9A-Fa-f]{32}$/);
const phone = z.string().regex(/^\d{7,12}$/);
const challenge = z.string().regex(/^[0-9A-Fa-f]{16}$/);

const submission = {
  idempotencyKey: requestId,
  visitId: z.string().min(1).max(100),
  idNumber,
  name,
  terminalId: z.string().min(1).max(100),
  at: z.iso.datetime({ offset: true }),
};

const enableSchema = z.strictObject({
  kind: z.literal('socialEnable'),
  ...submission,
  cardNumber,
  cardIdCode,
  contact: z.partialRecord(contactFieldSchema, phone),
  verification: holderVerificationSchema,
  consent: z.enum(['signature', 'key']),
  agent: z
    .strictObject({
      idNumber,
      name,
      reason: agentReasonSchema,
      // Absent in what was kept in an outbox before terminals asked for it; that must still arrive.
      relation: agentRelationSchema.optional(),
      letterSha256: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .nullable(),
});

const homeVisitSchema = z.strictObject({
  kind: z.literal('homeVisit'),
  ...submission,
  phone,
  reason: z.union([agentReasonSchema, z.literal('cannotCome')]),
  business: z.enum(['activation', 'certification']),
});

const place = { bank: z.string().min(1).max(30), city: z.string().min(1).max(30) };

/** What the card service accepts. The embedded one checks each request with it, as a server would. */
export const cardRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lookUpCard'), requestId, idNumber, name, cardNumber, cardIdCode }),
  z.strictObject({
    type: z.literal('answerChallenge'),
    requestId,
    regionCode: z.string().max(12),
    atrHistory: z.string().max(64),
    algorithm: z.string().min(1).max(10),
    cardIdCode,
    randoms: z.union([
      z.tuple([challenge, challenge]),
      z.tuple([challenge, challenge, challenge, challenge]),
    ]),
  }),
  z.strictObject({ type: z.literal('enable'), requestId, ...place, submission: enableSchema }),
  z.strictObject({ type: z.literal('bookHomeVisit'), requestId, submission: homeVisitSchema }),
  z.strictObject({ type: z.literal('agentRule'), requestId, ...place }),
  z.strictObject({ type: z.literal('issueElectronicCard'), requestId, idNumber, cardNumber }),
]);
export type CardRequest = z.infer<typeof cardRequestSchema>;

const inReplyTo = z.string();
const reference = z.string().regex(/^[0-9A-Z-]{4,40}$/);

/** The other side understood the request and says no to it as such. */
const wireRefusal = z.strictObject({
  kind: z.literal('error'),
  inReplyTo,
  reason: z.enum(['keyConflict', 'badRequest', 'notForThisCard']),
});

const isPicture = (base64: string) => base64.startsWith('/9j/') || base64.startsWith('iVBORw0KGgo');

/** `photo` is a JPEG or PNG in base64, at most 3 MB. */
export const cardRecordAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('record'),
    inReplyTo,
    status: z.enum(['usable', 'sealed', 'replaced', 'deceased', 'notFound']),
    social: z.enum(['inactive', 'active']),
    bank: z.enum(['inactive', 'active', 'unknown']),
    missing: z
      .array(contactFieldSchema)
      .refine((fields) => new Set(fields).size === fields.length, 'a field stands twice'),
    photo: z.base64().max(4_000_000).refine(isPicture, 'neither JPEG nor PNG').nullable(),
    /** Empty where no card was found. */
    bankName: z.string().max(40),
  }),
  wireRefusal,
]);

const cryptogram = z.string().regex(/^[0-9A-Fa-f]{32}$/);
export const hsmAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cryptograms'),
    inReplyTo,
    internal: cryptogram,
    external: z.union([cryptogram, z.literal('')]),
  }),
  wireRefusal,
]);

/** The refusals that are the card service's to say; a bank's reason from here is no answer. */
const refused = z.strictObject({
  kind: z.literal('refused'),
  inReplyTo,
  reason: z.enum(['sealed', 'replaced', 'deceased', 'notFound', 'mismatch', 'principalOnly', 'rules']),
  referenceNumber: reference,
});

export const enableAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), inReplyTo, referenceNumber: reference }),
  refused,
  wireRefusal,
]);

export const homeVisitAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('booked'),
    inReplyTo,
    referenceNumber: reference,
    dueOn: z.iso.date(),
  }),
  refused,
  wireRefusal,
]);

export const agentRuleAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rule'), inReplyTo, rule: agentRuleSchema }),
  wireRefusal,
]);

/** `qr` is opaque: printable ASCII, as much as a QR code of a usual size takes. */
export const electronicCardAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('electronicCard'),
    inReplyTo,
    qr: z.string().regex(/^[\x21-\x7E]{8,1000}$/),
    refreshSeconds: z.number().int().min(5).max(600),
  }),
  wireRefusal,
]);

/** The way to the card service; its own failures are E6101 (cannot be reached) and E6107. */
export type CardTransport = Transport<CardRequest>;
