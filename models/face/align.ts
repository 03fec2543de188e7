import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import type { FivePoints } from '../facemesh/facemesh.ts';
import type { Point } from '../kit/geometry.ts';
import { similarity } from '../kit/umeyama.ts';
import { warpSquare } from '../kit/warp.ts';

/** Side of the aligned face, in pixels. */
const ALIGNED_SIZE = 112;

/** Where ArcFace puts the eyes, the nose and the corners of the mouth in a 112x112 face. */
const ARCFACE_POINTS: readonly Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

/** Turns, scales and moves the face so that its five points lie where both embedding networks expect them. */
export function alignFace(ops: ImageOps, image: Image, points: FivePoints): Image {
  return warpSquare(ops, image, similarity(points, ARCFACE_POINTS), ALIGNED_SIZE);
}
