/** Why a picture of a face is not good enough, as named reasons with the numbers behind them. */
import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import type { HeadPose } from '../facemesh/pose.ts';
import { covering } from './covering.ts';
import type { LocatedFace } from './face-pipeline.ts';
import { type QualityLimits, qualityLimits } from './quality-limits.ts';

/** In the order in which a person is told about them: what hides the others comes first. */
export const qualityReasons = [
  'noFace',
  'severalPeople',
  'tooDark',
  'tooBright',
  'tooFar',
  'tooSmall',
  'tooClose',
  'clampedCrop',
  'covered',
  'blurred',
  'notFacing',
] as const;
export type QualityReason = (typeof qualityReasons)[number];

export interface FaceQuality {
  /** Empty for a good picture; in the order of `qualityReasons`. */
  readonly reasons: readonly QualityReason[];
  /** `null` where no face was found. */
  readonly measures: FaceMeasures | null;
}

interface FaceMeasures {
  /** Mean luma of the aligned face, 0..255. */
  readonly brightness: number;
  /** Variance of the Laplacian of the aligned face, divided by the variance of its luma. */
  readonly sharpness: number;
  /** Height of the detector's box in pixels. */
  readonly faceHeight: number;
  /** Between the centres of the eyes in pixels. */
  readonly eyeDistance: number;
  readonly pose: Pick<HeadPose, 'yawDegrees' | 'pitchDegrees' | 'rollDegrees'>;
  /** How sure the mesh model is to see a face, 0..1. */
  readonly meshConfidence: number;
}

/**
 * Judges a face for comparison.
 * @param setting `camera` asks for what the kiosk's camera can give; `photo` accepts any usable still picture
 */
export function faceQuality(
  ops: ImageOps,
  face: LocatedFace,
  setting: 'camera' | 'photo',
  limits: QualityLimits = qualityLimits,
): FaceQuality {
  const gray = ops.toGray(face.aligned);
  const measures = measure(ops, gray, face);
  const { pose } = measures;
  const found: Partial<Record<QualityReason, boolean>> = {
    tooDark: measures.brightness < limits.brightness.min,
    tooBright: measures.brightness > limits.brightness.max,
    tooFar: setting === 'camera' && measures.faceHeight < limits.minCameraFaceHeight,
    tooSmall: setting === 'photo' && measures.eyeDistance < limits.minPhotoEyeDistance,
    covered: measures.meshConfidence < limits.minMeshConfidence || covering(ops, face.aligned) !== 'none',
    blurred: measures.sharpness < limits.minSharpness,
    notFacing:
      Math.abs(pose.yawDegrees) > limits.maxYaw ||
      Math.abs(pose.rollDegrees) > limits.maxRoll ||
      pose.pitchDegrees < limits.pitch.min ||
      pose.pitchDegrees > limits.pitch.max,
  };
  return { reasons: qualityReasons.filter((reason) => found[reason] === true), measures };
}

function measure(ops: ImageOps, gray: Image, face: LocatedFace): FaceMeasures {
  const { mean, stdDev } = ops.meanStdDev(gray);
  const variance = Math.max(1, stdDev[0]! ** 2);
  const { yawDegrees, pitchDegrees, rollDegrees } = face.mesh.pose;
  return {
    brightness: mean[0]!,
    sharpness: ops.laplacianVariance(gray) / variance,
    faceHeight: face.box.height,
    eyeDistance: face.eyeDistance,
    pose: { yawDegrees, pitchDegrees, rollDegrees },
    meshConfidence: face.mesh.confidence,
  };
}
