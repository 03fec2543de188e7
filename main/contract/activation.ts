import { z } from 'zod';

/** Words of activating a social-security card (社保卡激活), shared by screens, slips and the core. */

/**
 * What an activation does, each in its own system and with its own outcome (requirements C): the social-security function
 * (社保功能), the card's own PIN (社保密码, on the chip) and the bank account (金融账户).
 */
export const activationItemSchema = z.enum(['social', 'cardPin', 'bank']);
export type ActivationItem = z.infer<typeof activationItemSchema>;

export const itemRefusalSchema = z.enum([
  'sealed',
  'replaced',
  'deceased',
  'notFound',
  /** The other side holds another name or number for this card. */
  'mismatch',
  /** The account cannot be opened for use here: a counter of the bank must look at it. */
  'needsCounter',
  'accountClosed',
  /** The bank's own rule refused the password. */
  'weakPin',
  /** The person themselves must do this half; an agent may not. */
  'principalOnly',
  /** The request never arrived at the bank: nothing was done, it may be done again. */
  'notArrived',
  /** The chip no longer takes the initial password, or it is locked: changed at a window. */
  'pinLocked',
  'pinNotInitial',
  'rules',
]);
export type ItemRefusal = z.infer<typeof itemRefusalSchema>;

/** Truth about one item. `unknown` (sent, no answer known) is never shown as done nor as refused. */
export const itemStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('todo') }),
  z.object({ state: z.literal('working') }),
  /** `before`: it was done before this visit. */
  z.object({ state: z.literal('done'), referenceNumber: z.string(), before: z.boolean() }),
  z.object({ state: z.literal('refused'), reason: itemRefusalSchema, referenceNumber: z.string() }),
  z.object({ state: z.literal('unknown'), referenceNumber: z.string() }),
  /** Not begun in this visit: left, or another item had to come first. */
  z.object({ state: z.literal('notTried') }),
]);
export type ItemState = z.infer<typeof itemStateSchema>;

export const activationItemsSchema = z.array(
  z.object({ item: activationItemSchema, outcome: itemStateSchema }),
);
export type ActivationItems = z.infer<typeof activationItemsSchema>;

/** Which password is being set: 社保密码 on the chip, or 银行密码 at the bank. */
export const pinKindSchema = z.enum(['cardPin', 'bankPin']);
export type PinKind = z.infer<typeof pinKindSchema>;

/** The rule a chosen password breaks; said in one sentence each. */
export const pinProblemSchema = z.enum([
  'birthday',
  'repeated',
  'sequential',
  'idDigits',
  'initial',
  /** The two entries differ. */
  'differ',
  'short',
]);
export type PinProblem = z.infer<typeof pinProblemSchema>;

/** A key of the number pad, on the screen or on the device. */
export const padKeySchema = z.enum(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'erase', 'clear']);
export type PadKey = z.infer<typeof padKeySchema>;

export const contactFieldSchema = z.enum(['phone', 'guardianPhone']);
export type ContactField = z.infer<typeof contactFieldSchema>;

/** Why somebody comes for another person (授权代理、亲友代办). */
export const agentReasonSchema = z.enum(['cannotWalk', 'inHospital', 'veryOld', 'livesElsewhere']);
export type AgentReason = z.infer<typeof agentReasonSchema>;

/** What the agent is to the holder: `child` is a son or daughter who comes for a parent. */
export const agentRelationSchema = z.enum(['spouse', 'parent', 'child', 'guardian', 'other']);
export type AgentRelation = z.infer<typeof agentRelationSchema>;

/** Whom a rule may name: `anyone` takes in those who are none of the others. */
export const agentAllowedSchema = z.enum([...agentRelationSchema.exclude(['other']).options, 'anyone']);
export type AgentAllowed = z.infer<typeof agentAllowedSchema>;

/** Whether a rule that names `who` lets somebody act who is this to the holder. */
export const agentMayBe = (who: readonly AgentAllowed[], relation: AgentRelation): boolean =>
  who.includes('anyone') || (relation !== 'other' && who.includes(relation));

/** What to bring, for the picture list (requirements D and 一次性书面告知). */
export const bringItemSchema = z.enum([
  'ownIdCard',
  'socialCard',
  'agentIdCard',
  'ownerIdCard',
  'letter',
  'phone',
]);
export type BringItem = z.infer<typeof bringItemSchema>;

/** A signature: strokes of points, in thousandths of the field's width, with ms since the first touch. */
export const signatureSchema = z
  .array(
    z
      .array(
        z.tuple([
          z.number().int().min(0).max(1000),
          z.number().int().min(0).max(1000),
          z.number().int().min(0).max(600_000),
        ]),
      )
      .min(1)
      .max(2000),
  )
  .min(2)
  .max(60)
  .refine((strokes) => strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= 6000, 'too many points');
export type Signature = z.infer<typeof signatureSchema>;
