/**
 * The pose of the head from the depth that the mesh model estimates, in degrees.
 *
 * Left and right are always the PERSON's. The camera image is not mirrored, so a person who turns to their own left
 * moves the nose towards the right edge of the image; mesh point 263 (outer corner of the eye on the image's right,
 * the person's left eye) then lies farther from the camera than point 33. Depth grows away from the camera.
 */
export interface HeadPose {
  /** Positive: turned to the person's left. */
  readonly yawDegrees: number;
  /** Positive: chin up. Zero is the usual pose of a face that looks at the camera, not an anatomical zero. */
  readonly pitchDegrees: number;
  /** Positive: the eye line runs clockwise down in the image. */
  readonly rollDegrees: number;
  /** Eye openings (height over width) of the image-left and image-right eye; about 0.3 open, 0.1 closed. */
  readonly eyeOpening: readonly [number, number];
}

const OUTER_LEFT = 33;
const OUTER_RIGHT = 263;
const FOREHEAD = 10;
const CHIN = 152;
const LEFT_LIDS = [33, 160, 158, 133, 153, 144] as const;
const RIGHT_LIDS = [362, 385, 387, 263, 373, 380] as const;

/**
 * Forehead and chin are not one above the other in a face that looks at the camera: the median of a hundred snapshots
 * of faces was -11 degrees.
 */
const LEVEL_FACE_DEGREES = -11;

const toDegrees = (radians: number): number => (radians * 180) / Math.PI;

/** @param mesh x, y, z of 468 points in pixels of a crop whose eye line was levelled by `rollRadians` */
export function headPose(mesh: Float32Array, rollRadians: number): HeadPose {
  const x = (i: number): number => mesh[3 * i]!;
  const y = (i: number): number => mesh[3 * i + 1]!;
  const z = (i: number): number => mesh[3 * i + 2]!;
  const gap = (i: number, j: number): number => Math.hypot(x(i) - x(j), y(i) - y(j));
  const opening = ([outer, top1, top2, inner, bottom2, bottom1]: readonly number[]): number =>
    (gap(top1!, bottom1!) + gap(top2!, bottom2!)) / (2 * gap(outer!, inner!));
  const across = x(OUTER_RIGHT) - x(OUTER_LEFT);
  const residualRoll = Math.atan2(y(OUTER_RIGHT) - y(OUTER_LEFT), across);
  return {
    yawDegrees: toDegrees(Math.atan2(z(OUTER_RIGHT) - z(OUTER_LEFT), across)),
    pitchDegrees: toDegrees(Math.atan2(z(FOREHEAD) - z(CHIN), y(CHIN) - y(FOREHEAD))) - LEVEL_FACE_DEGREES,
    rollDegrees: toDegrees(rollRadians + residualRoll),
    eyeOpening: [opening(LEFT_LIDS), opening(RIGHT_LIDS)],
  };
}
