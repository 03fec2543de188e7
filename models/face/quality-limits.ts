/**
 * The limits of the quality gate, as data. Sizes and angles come from the measurements in the model cards; brightness,
 * sharpness and covering were set on one portrait and its degraded copies (quality.test.ts) and want re-fitting on
 * pictures of the terminal's own camera and light.
 */
export interface QualityLimits {
  /** Mean luma of the aligned face. */
  readonly brightness: { readonly min: number; readonly max: number };
  readonly minSharpness: number;
  /** Pixels; live camera only. Below it the recogniser gets fewer pixels than it was measured with. */
  readonly minCameraFaceHeight: number;
  /** Pixels between the eyes of a still picture; below 30 genuine pairs are lost (96 % instead of 99 % at 24). */
  readonly minPhotoEyeDistance: number;
  readonly minMeshConfidence: number;
  /** Degrees. */
  readonly maxYaw: number;
  readonly maxRoll: number;
  readonly pitch: { readonly min: number; readonly max: number };
  /** The liveness crop may be this much smaller than 2.7 face heights before the person is too close ... */
  readonly minContextFactor: number;
  /** ... and moved by this part of its side before the face stands too near the edge of the picture. */
  readonly maxContextShift: number;
  /** A second face counts as another person from this part of the first face's height. */
  readonly secondFaceHeight: number;
}

export const qualityLimits: QualityLimits = {
  brightness: { min: 40, max: 215 },
  minSharpness: 0.02,
  minCameraFaceHeight: 160,
  minPhotoEyeDistance: 30,
  minMeshConfidence: 0.5,
  maxYaw: 15,
  maxRoll: 25,
  pitch: { min: -25, max: 25 },
  minContextFactor: 2.4,
  maxContextShift: 0.12,
  secondFaceHeight: 0.5,
};
