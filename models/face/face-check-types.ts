/** What goes into a face check and what comes out: plain data that crosses processes. Pictures and vectors never come out. */
import { z } from 'zod';
import { challengeKinds } from './challenge.ts';
import type { ModelIdentity } from './embedder.ts';
import { faceTemplateSchema } from './template.ts';
import { ageBands } from './thresholds.ts';
import { timeLimits } from './time-limits.ts';
import type { Timings } from './timings.ts';

const milliseconds = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);

export const faceCheckInputSchema = z.strictObject({
  reference: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('image'),
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    }),
    z.strictObject({ kind: z.literal('template'), template: faceTemplateSchema }),
  ]),
  ageBand: z.enum(ageBands),
  challenge: z.enum(challengeKinds),
  /** `simulated`: the model runs and its score is kept, but it does not decide. Production refuses this setting. */
  liveness: z.enum(['required', 'simulated']),
  /** Make a template of the live face when the check succeeds. */
  enrol: z.boolean().optional(),
  /** For tests and replays; a random one otherwise. */
  seed: z.int().min(0).max(0xffffffff).optional(),
  timeLimits: z
    .strictObject({
      totalMs: milliseconds(timeLimits.totalMs).optional(),
      challengeMs: milliseconds(timeLimits.challengeMs).optional(),
    })
    .optional(),
});
export type FaceCheckInput = z.infer<typeof faceCheckInputSchema>;

export type FaceGuidance =
  | 'noFace'
  | 'tooDark'
  | 'tooBright'
  | 'tooFar'
  | 'tooClose'
  | 'notFacing'
  | 'covered'
  | 'severalPeople'
  | 'clampedCrop'
  | 'blurred'
  | 'holdStill'
  | 'turnLeft'
  | 'turnRight'
  | 'faceForward'
  | 'comeCloser'
  | 'moveBack'
  | 'done';

export interface FaceObservation {
  /** What to tell the person now. Left and right are the person's own. */
  readonly guidance: FaceGuidance;
  /** 0..1; falls back when the face is lost and the check begins anew. */
  readonly progress: number;
  /** In parts of the picture's width and height (0..1, not mirrored), or `null` without a face. */
  readonly face: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  } | null;
  /** Positive to the person's left; 0 without a face. */
  readonly yawDegrees: number;
}

/** Why a try did not end with "same" and "live". */
export type FaceCause =
  | 'noFace'
  | 'tooDark'
  | 'tooBright'
  | 'tooFar'
  | 'tooClose'
  | 'notFacing'
  | 'covered'
  | 'severalPeople'
  | 'clampedCrop'
  | 'blurred'
  | 'noTurn'
  | 'notLive'
  | 'notSimilar'
  | 'timeUp';

export interface FaceOutcome {
  readonly decision: 'same' | 'different' | 'unsure';
  /** `simulated` when the setting says so, whatever the model said. */
  readonly liveness: 'live' | 'spoof' | 'unsure' | 'simulated';
  /** -1..1, or 0 when no picture was good enough to compare. */
  readonly similarity: number;
  /** From here on the answer is "same", for the person's age group. */
  readonly threshold: number;
  /** Mean score of the liveness model, 0..1; `null` when no frame could be scored. */
  readonly livenessScore: number | null;
  /** Empty only when the person is the same and alive (or liveness is simulated). */
  readonly causes: readonly FaceCause[];
  /** Frames looked at. */
  readonly frames: number;
  readonly models: readonly ModelIdentity[];
  /** Median wall time per step in milliseconds. */
  readonly timings: Timings;
}
