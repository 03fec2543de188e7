/** Looks at one camera frame: whose face it is about, how good it is, and what is wrong with it. */
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import type { FacePipeline, LivenessScore, LocatedFace } from './face-pipeline.ts';
import { faceQuality, type QualityReason, qualityReasons } from './quality.ts';
import { qualityLimits } from './quality-limits.ts';
import type { Stopwatch } from './timings.ts';

export interface FrameReading {
  /** `null` where no face is seen; then `reasons` is `['noFace']`. */
  readonly face: LocatedFace | null;
  /** In the order in which the person is told. */
  readonly reasons: readonly QualityReason[];
}

export async function readFrame(
  pipeline: FacePipeline,
  image: Image,
  watch: Stopwatch,
): Promise<FrameReading> {
  const faces = pipeline.byProminence(image, await pipeline.detect(image, watch));
  const [first, ...others] = faces;
  if (first === undefined) return { face: null, reasons: ['noFace'] };
  const face = await pipeline.locate(image, first, watch);
  const { reasons } = faceQuality(pipeline.ops, face, 'camera');
  const crowd = others.some(({ box }) => box.height >= qualityLimits.secondFaceHeight * first.box.height);
  return { face, reasons: crowd ? ['severalPeople', ...reasons] : reasons };
}

/**
 * What the liveness model's crop says about where the person stands. Without a box from its own detector the face is
 * taken for covered: that detector misses frontal faces mainly when something hides them.
 */
export function placementReasons(liveness: LivenessScore | null): QualityReason[] {
  if (liveness === null) return ['covered'];
  const found: QualityReason[] = [];
  if (liveness.crop.factor < qualityLimits.minContextFactor) found.push('tooClose');
  else if (liveness.crop.shift > qualityLimits.maxContextShift) found.push('clampedCrop');
  return found;
}

/** The first reason in the order in which people are told. */
export function mostUrgent(reasons: readonly QualityReason[]): QualityReason | null {
  return qualityReasons.find((reason) => reasons.includes(reason)) ?? null;
}
