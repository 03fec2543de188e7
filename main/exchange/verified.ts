import { z } from 'zod';
import { fingerNameSchema } from '../contract/vein.ts';

/**
 * How a person at the terminal was verified, in the words in which every other system is told. The fields of a face are in
 * the order in which terminals have sent them from the start: far sides keep a hash of what they were sent, and what lies
 * in an outbox through an update must still be the same to them.
 */

const cosine = z.number().min(-1).max(1);
const faceFields = {
  similarity: cosine,
  threshold: cosine,
  liveness: z.enum(['live', 'simulated']),
  reference: z.enum(['authority', 'card', 'enrolled']),
  models: z.array(z.strictObject({ id: z.string().max(100), sha256: z.string().max(64) })).max(20),
};

/** Standard deviations above a stranger. */
const zScore = z.number().min(-1_000).max(1_000);
const fingerVeinFields = {
  z: zScore,
  threshold: zScore,
  finger: fingerNameSchema,
  algorithm: z.strictObject({ id: z.string().min(1).max(100), version: z.number().int().min(0) }),
  scanner: z.strictObject({ model: z.string().min(1).max(100), simulated: z.boolean() }),
  checks: z
    .array(
      z.strictObject({
        check: z.enum(['lightPair', 'movement', 'pulse', 'printTexture', 'twoScores']),
        result: z.enum(['passed', 'failed', 'notDone']),
        value: z.number().nullable(),
      }),
    )
    .max(20),
};

/** What stands beside the method in a certification. */
export const faceVerificationSchema = z.strictObject(faceFields);
export const fingerVeinVerificationSchema = z.strictObject(fingerVeinFields);

const of = z.enum(['holder', 'agent']);

/** What goes with each half of an activation. */
export const holderVerificationSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('face'), of, ...faceFields }),
  z.strictObject({ method: z.literal('fingerVein'), of, ...fingerVeinFields }),
]);

type Scored =
  | { readonly similarity: number; readonly threshold: number }
  | { readonly z: number; readonly threshold: number };

/** A person who was verified reached the limit. A finger counts as much as a face. */
export const reachedLimit = (v: Scored): boolean => ('z' in v ? v.z : v.similarity) >= v.threshold;
