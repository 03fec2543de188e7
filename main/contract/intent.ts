import { z } from 'zod';
import { agentReasonSchema, agentRelationSchema, padKeySchema, signatureSchema } from './activation.ts';
import { comfortSettingsSchema } from './settings.ts';

/**
 * What a person did on a screen. A screen decides nothing: it sends one of these and shows the next snapshot. Which role
 * may send which intent is checked in main/session/policy.ts and nowhere else.
 */
export const kioskIntentSchema = z.discriminatedUnion('type', [
  /** Begin without a card yet: shows where the card goes. */
  z.object({ type: z.literal('begin') }),
  /** Activate a social-security card (社保卡激活). */
  z.object({ type: z.literal('beginActivation') }),
  /** Somebody comes for another person (授权代理、亲友代办). */
  z.object({ type: z.literal('beginForOther') }),
  /** Enrol a finger (建模), renew it or have it deleted. */
  z.object({ type: z.literal('beginEnrolment') }),
  z.object({ type: z.literal('continue') }),
  z.object({ type: z.literal('agree') }),
  /** Agrees to enrol the fingers, not the face. */
  z.object({ type: z.literal('agreeFingersOnly') }),
  z.object({ type: z.literal('decline') }),
  /** The finger that is asked for cannot be laid down: another one. */
  z.object({ type: z.literal('anotherFinger') }),
  /** What is enrolled is to be deleted. */
  z.object({ type: z.literal('deleteEnrolment') }),
  z.object({ type: z.literal('tryAgain') }),
  /** Another way than the one on the screen (next rung of the dignity ladder). */
  z.object({ type: z.literal('anotherWay') }),
  /** "I cannot turn my head": the liveness challenge is replaced by another movement. */
  z.object({ type: z.literal('cannotTurn') }),
  z.object({ type: z.literal('printSlip') }),
  z.object({ type: z.literal('help') }),
  z.object({ type: z.literal('cancelHelp') }),
  z.object({ type: z.literal('leave') }),
  z.object({ type: z.literal('stay') }),
  z.object({ type: z.literal('confirmLeave') }),
  z.object({ type: z.literal('stillHere') }),
  z.object({ type: z.literal('repeatPrompt') }),
  z.object({ type: z.literal('comfort'), change: comfortSettingsSchema.partial() }),
  z.object({ type: z.literal('chooseReason'), reason: agentReasonSchema }),
  z.object({ type: z.literal('chooseRelation'), relation: agentRelationSchema }),
  /** One key of the number pad: telephone number or password. A digit of a password is handed on and kept nowhere. */
  z.object({ type: z.literal('padKey'), key: padKeySchema }),
  z.object({ type: z.literal('sign'), signature: signatureSchema }),
  /** Takes the picture of the letter. */
  z.object({ type: z.literal('photograph') }),
  /** Shows the electronic card (电子社保卡). */
  z.object({ type: z.literal('electronicCard') }),
  /** Somebody is to come to the home. */
  z.object({ type: z.literal('bookHomeVisit') }),
  /** Any touch: keeps the visit awake. Sent at most once a second. */
  z.object({ type: z.literal('touched') }),
]);
export type KioskIntent = z.infer<typeof kioskIntentSchema>;
export type KioskIntentType = KioskIntent['type'];
