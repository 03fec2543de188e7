import { z } from 'zod';
import {
  activationItemsSchema,
  agentReasonSchema,
  agentRelationSchema,
  bringItemSchema,
  contactFieldSchema,
  pinKindSchema,
  pinProblemSchema,
} from './activation.ts';
import { cropRectSchema, faceCauseSchema, faceGuidanceSchema } from './face.ts';
import { greetedPersonSchema, standingSchema } from './person.ts';
import { comfortSettingsSchema } from './settings.ts';
import {
  enrolledSchema,
  enrolProblemSchema,
  fingerNameSchema,
  veinCauseSchema,
  veinGuidanceSchema,
} from './vein.ts';

/**
 * What the senior's screen is to show, and nothing more. It is a whole picture each time: a screen that crashed reloads
 * and shows the same step. Texts are not in it: `prompt` names an entry of the catalogue in main/contract/texts.
 */

/** A sentence to show as caption and to speak; `say` counts up when it is to be spoken (again). */
export const promptSchema = z.object({
  id: z.string(),
  slots: z.record(z.string(), z.string()),
  say: z.number().int(),
});
export type Prompt = z.infer<typeof promptSchema>;

/** Truth about one submission. `unknown` is never shown as done nor as failed (pending in the outbox). */
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('accepted'),
    receiptNumber: z.string(),
    certifiedUntil: z.string(),
    nextDue: z.string(),
  }),
  /** Kept safely in the terminal, will be delivered by itself; the person has nothing more to do. */
  z.object({ kind: z.literal('pending'), referenceNumber: z.string() }),
  z.object({
    kind: z.literal('refused'),
    reason: z.enum(['deceased', 'alreadyCertified', 'notFound', 'rules']),
    referenceNumber: z.string(),
  }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why a visit goes on with a human: a rung of the dignity ladder, never a failure. */
export const handoverReasonSchema = z.enum([
  'faceTries',
  'noReference',
  'standing',
  'serviceDown',
  'cardUnreadable',
  'customerChoice',
  'authorityAway',
  'cardExpired',
  // Activating a social-security card.
  'noSocialCard',
  'socialCardUnreadable',
  'socialCardExpired',
  'cardsDiffer',
  'cardSealed',
  'cardReplaced',
  'recordedDeceased',
  'cardNotFound',
  'agentNotAllowed',
  'agentWitness',
  // Enrolling a finger.
  'enrolFailed',
]);

const slipSchema = z.object({
  /** `none`: no slip possible (no paper), told before the start. */
  state: z.enum(['none', 'printing', 'take', 'taken', 'retracted', 'notPrinted']),
});

export const kioskViewSchema = z.discriminatedUnion('step', [
  /** Nobody here. `slipPossible` false: the terminal says before the start that it has no paper. */
  z.object({
    step: z.literal('welcome'),
    /** A finger can be enrolled here. */
    enrolmentOffered: z.boolean(),
    slipPossible: z.boolean(),
    open: z.boolean(),
    closedBecause: z.string().nullable(),
  }),
  z.object({ step: z.literal('placeCard'), slipPossible: z.boolean() }),
  z.object({ step: z.literal('readingCard'), retry: z.boolean() }),
  z.object({
    step: z.literal('cardProblem'),
    problem: z.enum(['unreadable', 'expired', 'readerAway']),
    errorCode: z.string().nullable(),
    triesLeft: z.number().int(),
  }),
  z.object({ step: z.literal('lookingUp'), person: greetedPersonSchema }),
  /** Greeting, standing, and in one sentence what will happen. `canCertify` false: nothing to do, or a person must help. */
  z.object({
    step: z.literal('standing'),
    person: greetedPersonSchema,
    standing: standingSchema,
    canCertify: z.boolean(),
  }),
  z.object({ step: z.literal('consent'), person: greetedPersonSchema }),
  z.object({
    step: z.literal('face'),
    person: greetedPersonSchema,
    guidance: faceGuidanceSchema,
    /** 0..1 of the present try. */
    progress: z.number(),
    crop: cropRectSchema,
    tryNumber: z.number().int().min(1).max(3),
    /** Which movement is asked: `turn` can be replaced by `approach` with the intent `cannotTurn`. */
    challenge: z.enum(['turn', 'assistedTurn', 'approach']),
    livenessSimulated: z.boolean(),
  }),
  z.object({
    step: z.literal('faceAgain'),
    person: greetedPersonSchema,
    causes: z.array(faceCauseSchema),
    tryNumber: z.number().int(),
    triesLeft: z.number().int(),
  }),
  z.object({ step: z.literal('submitting'), person: greetedPersonSchema }),
  /** The finger on the scanner, for whoever enrolled it; the face is always the other way. */
  z.object({
    step: z.literal('vein'),
    person: greetedPersonSchema,
    guidance: veinGuidanceSchema,
    /** The enrolled ones: any of them will do. */
    fingers: z.array(fingerNameSchema),
    tryNumber: z.number().int().min(1).max(2),
    scannerSimulated: z.boolean(),
  }),
  z.object({
    step: z.literal('veinAgain'),
    person: greetedPersonSchema,
    fingers: z.array(fingerNameSchema),
    causes: z.array(veinCauseSchema),
    triesLeft: z.number().int(),
  }),
  /** The next rung when the machine has done what it can: the assistant comes, or a visit at home. Always with a slip. */
  z.object({
    step: z.literal('handover'),
    person: greetedPersonSchema.nullable(),
    reason: handoverReasonSchema,
    errorCode: z.string().nullable(),
    slip: slipSchema,
  }),
  z.object({
    step: z.literal('result'),
    person: greetedPersonSchema,
    outcome: outcomeSchema,
    slip: slipSchema,
    livenessSimulated: z.boolean(),
  }),

  // ---- activating a social-security card ----
  /** What to bring, told once and completely; printable. `agent`: somebody comes for another person. */
  z.object({
    step: z.literal('bring'),
    agent: z.boolean(),
    items: z.array(bringItemSchema),
    slip: slipSchema,
  }),
  /** Whose ID card is wanted now is told by `owner` (agent flow: the agent's own first, then the owner's). */
  z.object({ step: z.literal('placeOwnerCard') }),
  z.object({ step: z.literal('agentReason'), reasons: z.array(agentReasonSchema) }),
  z.object({ step: z.literal('agentRelation'), relations: z.array(agentRelationSchema) }),
  z.object({ step: z.literal('placeSocialCard'), retry: z.boolean() }),
  z.object({ step: z.literal('readingSocialCard'), retry: z.boolean() }),
  z.object({
    step: z.literal('socialCardProblem'),
    problem: z.enum(['unreadable', 'notSocialCard', 'readerAway', 'notAuthenticated']),
    errorCode: z.string().nullable(),
    triesLeft: z.number().int(),
  }),
  z.object({ step: z.literal('matchingCards'), person: greetedPersonSchema }),
  /** What there is to do: item by item. `resumed`: an earlier visit was broken off, what is done is not asked again. */
  z.object({
    step: z.literal('cardStanding'),
    person: greetedPersonSchema,
    items: activationItemsSchema,
    resumed: z.boolean(),
    allDone: z.boolean(),
  }),
  /** Everything masked that would be of use to somebody looking over the shoulder. */
  z.object({
    step: z.literal('review'),
    person: greetedPersonSchema,
    facts: z.object({
      maskedName: z.string(),
      maskedIdNumber: z.string(),
      maskedCardNumber: z.string(),
      maskedAccount: z.string().nullable(),
      bankName: z.string(),
      validTo: z.string(),
    }),
  }),
  z.object({
    step: z.literal('contact'),
    field: contactFieldSchema,
    /** Digits typed so far. */
    entered: z.string().regex(/^\d{0,11}$/),
    problem: z.enum(['short', 'notMobile']).nullable(),
  }),
  /** Key points, one idea per page; the last page is the caution against fraud. */
  z.object({
    step: z.literal('keyPoints'),
    page: z.number().int().min(1),
    pages: z.number().int().min(1),
  }),
  /** Never the digits: only how many. */
  z.object({
    step: z.literal('pin'),
    pin: pinKindSchema,
    entry: z.enum(['first', 'second']),
    by: z.enum(['pad', 'screen']),
    count: z.number().int().min(0).max(6),
    problem: pinProblemSchema.nullable(),
    checking: z.boolean(),
  }),
  /** What is signed and where. */
  z.object({ step: z.literal('sign'), person: greetedPersonSchema, items: activationItemsSchema }),
  z.object({ step: z.literal('activating'), person: greetedPersonSchema, items: activationItemsSchema }),
  z.object({
    step: z.literal('activationResult'),
    person: greetedPersonSchema,
    items: activationItemsSchema,
    agent: z.boolean(),
    /** The pension of this year, where it was certified on the way. */
    also: outcomeSchema.nullable(),
    slip: slipSchema,
    livenessSimulated: z.boolean(),
  }),
  /** 电子社保卡. `qr` is an opaque text, shown and forgotten. */
  z.object({
    step: z.literal('electronicCard'),
    state: z.enum(['asking', 'shown', 'away']),
    qr: z.string().max(2000).nullable(),
    slip: slipSchema,
  }),
  /** The agent's letter lies before the camera. */
  z.object({ step: z.literal('letter'), taken: z.boolean(), away: z.boolean() }),
  /** Somebody comes to the home: `booked` null while it is being booked. */
  z.object({
    step: z.literal('homeVisit'),
    booked: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('booked'), referenceNumber: z.string(), dueOn: z.string() }),
        z.object({ kind: z.literal('pending'), referenceNumber: z.string() }),
        z.object({ kind: z.literal('refused'), referenceNumber: z.string() }),
      ])
      .nullable(),
    slip: slipSchema,
  }),

  // ---- enrolling a finger (建模) ----
  /** What is enrolled here already; null: nothing. */
  z.object({
    step: z.literal('enrolStanding'),
    person: greetedPersonSchema,
    enrolled: enrolledSchema.nullable(),
  }),
  /** A consent of its own: `agree` for the fingers and the face, `agreeFingersOnly`, or `decline`. */
  z.object({ step: z.literal('enrolConsent'), person: greetedPersonSchema }),
  z.object({
    step: z.literal('enrolFinger'),
    person: greetedPersonSchema,
    finger: fingerNameSchema,
    /** First or second of the two fingers. */
    fingerNumber: z.number().int().min(1).max(2),
    captured: z.number().int().min(0),
    of: z.number().int().min(1),
    guidance: veinGuidanceSchema,
    scannerSimulated: z.boolean(),
  }),
  /** These captures made no template: `tryAgain`, or `anotherFinger`. */
  z.object({
    step: z.literal('enrolFingerAgain'),
    person: greetedPersonSchema,
    finger: fingerNameSchema,
    fingerNumber: z.number().int().min(1).max(2),
    problem: enrolProblemSchema,
    triesLeft: z.number().int(),
  }),
  /** What was enrolled is confirmed by signature or key before it is kept. */
  z.object({
    step: z.literal('enrolSign'),
    person: greetedPersonSchema,
    fingers: z.array(fingerNameSchema),
    face: z.boolean(),
  }),
  z.object({
    step: z.literal('enrolResult'),
    person: greetedPersonSchema,
    fingers: z.array(fingerNameSchema),
    face: z.boolean(),
    /** The pension of this year, where it was certified on the way. */
    also: outcomeSchema.nullable(),
    slip: slipSchema,
    scannerSimulated: z.boolean(),
  }),
  z.object({
    step: z.literal('deleteConfirm'),
    person: greetedPersonSchema,
    enrolled: enrolledSchema,
  }),
  /** Deleted for ever, with a record of the deletion. */
  z.object({ step: z.literal('enrolDeleted'), person: greetedPersonSchema, slip: slipSchema }),
  /** One visit, all done: the match that was just made certifies this year's pension too, when the person agrees. */
  z.object({ step: z.literal('alsoCertify'), person: greetedPersonSchema, standing: standingSchema }),
  z.object({ step: z.literal('alsoSubmitting'), person: greetedPersonSchema }),
  z.object({ step: z.literal('takeSlip'), person: greetedPersonSchema.nullable() }),
  z.object({
    step: z.literal('takeCard'),
    person: greetedPersonSchema.nullable(),
    /** Which cards still lie there. */
    cards: z.array(z.enum(['id', 'social'])),
  }),
  z.object({ step: z.literal('goodbye') }),
]);
export type KioskView = z.infer<typeof kioskViewSchema>;
export type KioskStep = KioskView['step'];

export const kioskSnapshotSchema = z.object({
  /** Grows with each change; a screen drops anything older than what it shows. */
  revision: z.number().int(),
  terminal: z.object({ id: z.string(), branch: z.string(), hotline: z.string(), bankPhone: z.string() }),
  /** Any simulated device or setting in use: the screen shows 模拟. */
  simulated: z.boolean(),
  /** Which business the visit is about: its name and its way stand in the header. `certify` while nobody chose. */
  business: z.enum(['certify', 'activate', 'enrol']),
  view: kioskViewSchema,
  prompt: promptSchema,
  /** Laid over any view. */
  overlay: z.enum(['none', 'help', 'leave', 'stillThere']),
  comfort: comfortSettingsSchema,
  /** Intents that do something right now; a screen shows a button only for these. */
  allowed: z.array(z.string()),
  /** A service that is down, in the words of contract/errors, told on any step. */
  notice: z.object({ code: z.string() }).nullable(),
});
export type KioskSnapshot = z.infer<typeof kioskSnapshotSchema>;
