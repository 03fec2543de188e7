import { z } from 'zod';
import type { Transport } from '../exchange/ask.ts';
import { holderVerificationSchema } from '../exchange/verified.ts';

/**
 * What crosses to the bank's host and back. Each request has an id, which the answer repeats; the id of an activation is
 * its idempotency key. The PIN crosses as an encrypted block and nowhere else.
 */

const requestId = z.string().min(1).max(100);
const key = requestId;

const activationSchema = z.strictObject({
  kind: z.literal('bankActivation'),
  idempotencyKey: key,
  visitId: z.string().min(1).max(100),
  idNumber: z.string().regex(/^[0-9A-Z]{15,18}$/),
  name: z.string().min(1).max(60),
  terminalId: z.string().min(1).max(100),
  at: z.iso.datetime({ offset: true }),
  pan: z.string().regex(/^\d{12,19}$/),
  phone: z.string().regex(/^(\d{7,12})?$/),
  verification: holderVerificationSchema,
  consent: z.enum(['signature', 'key']),
});

const kcv = z.string().regex(/^[0-9A-Fa-f]{6}$/);
const algorithm = z.enum(['SM4', '3DES']);

const pinBlockSchema = z.strictObject({
  format: z.union([z.literal(0), z.literal(4)]),
  algorithm,
  keyId: z.string().min(1).max(40),
  kcv,
  block: z.string().regex(/^([0-9A-Fa-f]{16}){1,2}$/),
});

/** What the bank accepts. The embedded one checks each request with it, as a host would. */
export const bankRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('activate'),
    requestId,
    submission: activationSchema,
    pinBlock: pinBlockSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('outcomeOf'), requestId, key }),
  z.strictObject({ type: z.literal('sessionKey'), requestId, terminalId: z.string().min(1).max(100) }),
]);
export type BankRequest = z.infer<typeof bankRequestSchema>;

const inReplyTo = z.string();
const reference = z.string().regex(/^[0-9A-Z-]{4,40}$/);

const done = z.strictObject({ kind: z.literal('done'), referenceNumber: reference });
/** The refusals that are a bank's to say; the card service's reasons from here are no answer. */
const refused = z.strictObject({
  kind: z.literal('refused'),
  reason: z.enum([
    'needsCounter',
    'accountClosed',
    'weakPin',
    'principalOnly',
    'notArrived',
    'notFound',
    'mismatch',
    'deceased',
    'rules',
  ]),
  referenceNumber: reference,
});

const wireRefusal = z.strictObject({
  kind: z.literal('error'),
  inReplyTo,
  reason: z.enum(['keyConflict', 'badRequest', 'pinBlock']),
});

export const activateAnswerSchema = z.discriminatedUnion('kind', [
  done.extend({ inReplyTo }),
  refused.extend({ inReplyTo }),
  wireRefusal,
]);

export const outcomeAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('outcome'),
    inReplyTo,
    /** The answer is about this key and no other. */
    key,
    outcome: z.discriminatedUnion('kind', [done, refused]).nullable(),
  }),
  wireRefusal,
]);

export const sessionKeyAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sessionKey'),
    inReplyTo,
    keyId: z.string().min(1).max(40),
    algorithm,
    wrappedKeyHex: z.string().regex(/^[0-9A-Fa-f]{32}$/),
    kcv,
  }),
  wireRefusal,
]);

/** The way to the bank; its own failures are E6201 (cannot be reached) and E6207. */
export type BankTransport = Transport<BankRequest>;
