import { z } from 'zod';
import type { Result } from '../contract/failure.ts';
import { fingerNameSchema } from '../contract/vein.ts';
import type { CallContext } from '../workers/worker-runtime.ts';

/**
 * What the core and the vision worker say to each other about fingers. Pictures and sealed templates go in; numbers and
 * sealed templates come out. Only the templates of a maker's module come out open, for the one comparison in that module.
 */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');
const subjectSchema = z.string().min(1).max(200);

export const sealedTemplateSchema = z.object({
  recordId: z.string().min(1).max(80),
  subject: subjectSchema,
  kind: z.enum(['fingerVein', 'face']),
  finger: fingerNameSchema.nullable(),
  device: z.string().min(1).max(200),
  version: z.int(),
  wrappedKey: bytes,
  box: bytes,
  madeAt: z.string().max(40),
});
const templatesSchema = z.array(sealedTemplateSchema).max(20);

const scannerSchema = z.object({
  model: z.string().min(1).max(80),
  maker: z.enum(['xg', 'hitachi-h1e', 'image-scanner']),
  geometry: z
    .object({
      axis: z.enum(['horizontal', 'vertical']),
      fingerWidth: z.number().min(20).max(4000),
      length: z.int().min(120).max(300).multipleOf(2),
      roi: z.enum(['find', 'given']),
    })
    .nullable(),
});
export type VeinScannerFacts = z.infer<typeof scannerSchema>;

const checkIdSchema = z.string().min(1).max(80);

export const veinStartSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('check'),
    checkId: checkIdSchema,
    subject: subjectSchema,
    templates: templatesSchema,
    scanner: scannerSchema,
  }),
  z.object({
    kind: z.literal('enrol'),
    checkId: checkIdSchema,
    subject: subjectSchema,
    finger: fingerNameSchema,
    others: templatesSchema,
    scanner: scannerSchema,
  }),
]);
export type VeinStart = z.infer<typeof veinStartSchema>;

export const veinLookSchema = z.object({
  checkId: checkIdSchema,
  width: z.int().min(1).max(4096),
  height: z.int().min(1).max(4096),
  /** One byte a pixel. */
  grey: bytes,
  frames: z
    .array(z.object({ light: z.enum(['on', 'off']), atMs: z.number(), grey: bytes }))
    .max(64)
    .optional(),
});
export type VeinLook = z.infer<typeof veinLookSchema>;

export const veinSealMakerSchema = z.object({
  subject: subjectSchema,
  finger: fingerNameSchema,
  scanner: scannerSchema,
  /** Of the maker's module, opaque here. */
  templates: z.array(bytes).min(1).max(10),
});
export type VeinSealMaker = z.infer<typeof veinSealMakerSchema>;

export const veinOpenMakerSchema = z.object({
  subject: subjectSchema,
  scanner: scannerSchema,
  templates: templatesSchema,
});
export type VeinOpenMaker = z.infer<typeof veinOpenMakerSchema>;

const presentationCheckSchema = z.object({
  check: z.enum(['lightPair', 'movement', 'pulse', 'printTexture', 'twoScores']),
  result: z.enum(['passed', 'failed', 'notDone']),
  value: z.number().nullable(),
});

const methodSchema = z.object({ id: z.string().min(1).max(80), version: z.int() });

const veinSeenSchema = z.object({
  /** Null: nothing is wrong, go on. */
  guidance: z
    .enum(['layFinger', 'tooHigh', 'tooFlat', 'rotated', 'cold', 'otherFinger', 'liftAndLayAgain'])
    .nullable(),
  captured: z.int().min(0),
  of: z.int().min(1),
  outcome: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('compared'),
        decision: z.enum(['same', 'different', 'unsure']),
        z: z.number(),
        threshold: z.number(),
        finger: fingerNameSchema,
        causes: z.array(z.enum(['notSimilar', 'notLive'])),
        checks: z.array(presentationCheckSchema),
        method: methodSchema,
      }),
      z.object({
        kind: z.literal('enrolled'),
        template: sealedTemplateSchema,
        captures: z.int(),
        leastZ: z.number(),
      }),
      z.object({ kind: z.literal('again'), problem: z.enum(['inconsistent', 'duplicate', 'poor']) }),
    ])
    .nullable(),
});
export type VeinSeen = z.infer<typeof veinSeenSchema>;

const veinStartedSchema = z.object({
  captured: z.literal(0),
  of: z.int().min(1),
  /** Of the visit, for a check; 0 for an enrolment. */
  threshold: z.number(),
  method: methodSchema,
});
export type VeinStarted = z.infer<typeof veinStartedSchema>;

const openedMakerSchema = z.object({
  templates: z.array(z.object({ finger: fingerNameSchema, bytes })).max(200),
});
export type OpenedMaker = z.infer<typeof openedMakerSchema>;

export const veinAnswers = {
  veinStart: veinStartedSchema,
  veinLook: veinSeenSchema,
  veinSealMaker: sealedTemplateSchema,
  veinOpenMaker: openedMakerSchema,
} as const;

type Method<I, V> = (input: I, context: CallContext) => Promise<Result<V>>;

export type VeinApi = {
  /**
   * Begins a try or an enrolment. E5211 no template key yet, E5212 none of the templates opens, E5213 all are of another
   * kind of scanner, E5215 there is one with this id.
   */
  veinStart: Method<VeinStart, VeinStarted>;
  /** One picture; overwritten afterwards. E5214 no such check, E5216 a picture of another size than it says. */
  veinLook: Method<VeinLook, VeinSeen>;
  /** Overwrites everything that the check still holds. */
  veinEnd: Method<{ checkId: string }, void>;
  veinSealMaker: Method<VeinSealMaker, z.infer<typeof sealedTemplateSchema>>;
  /** Whoever gets them overwrites them after the one comparison that they are for. */
  veinOpenMaker: Method<VeinOpenMaker, OpenedMaker>;
};
