import { z } from 'zod';
import { cropRectSchema, faceCauseSchema, faceGuidanceSchema } from '../contract/face.ts';
import type { Result } from '../contract/failure.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { CallContext } from '../workers/worker-runtime.ts';
import { sealedTemplateSchema, type VeinApi, veinAnswers } from './vein-api.ts';

/** What the core and the vision worker say to each other. Pictures go in, numbers come out; no vector leaves the worker. */

const observationSchema = z.object({
  guidance: faceGuidanceSchema,
  progress: z.number().min(0).max(1),
  face: cropRectSchema.nullable(),
});

const outcomeSchema = z.object({
  decision: z.enum(['same', 'different', 'unsure']),
  liveness: z.enum(['live', 'spoof', 'unsure', 'simulated']),
  similarity: z.number(),
  threshold: z.number(),
  causes: z.array(faceCauseSchema),
  /** Sealed: what `enrolFor` asked for; null otherwise. */
  enrolled: sealedTemplateSchema.nullable(),
  models: z.array(z.object({ id: z.string().max(80), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

const seenSchema = z.object({ observation: observationSchema, outcome: outcomeSchema.nullable() });
export type Seen = z.infer<typeof seenSchema>;

export const visionAnswers = { look: seenSchema, ...veinAnswers } as const;

export interface StartFaceCheck {
  readonly checkId: string;
  readonly reference:
    | { readonly kind: 'image'; readonly bytes: Uint8Array }
    | { readonly kind: 'sealed'; readonly template: SealedTemplate };
  readonly ageBand: 'under35' | '35to50' | '50to60' | '60plus';
  readonly challenge: 'turn' | 'assistedTurn' | 'approach';
  readonly liveness: 'required' | 'simulated';
  /** Whom a template of the live face is made for, when the check succeeds. */
  readonly enrolFor: string | null;
}

type Method<I, V> = (input: I, context: CallContext) => Promise<Result<V>>;

export type VisionApi = VeinApi & {
  /** 32 bytes, overwritten here; to be told at each start of the worker, before anything else. */
  templateKey: Method<{ key: Uint8Array }, void>;
  /** E5xxx when the reference cannot be used (no face, unreadable, not to be opened, of another model). */
  startFaceCheck: Method<StartFaceCheck, void>;
  look: Method<{ checkId: string; jpeg: Uint8Array; capturedAtMs: number }, Seen>;
  endFaceCheck: Method<{ checkId: string }, void>;
};

export type VisionEvents = Record<never, never>;
