/** MediaPipe FaceMesh: 468 points with depth, from which come the five alignment points and the pose of the head. */
import type { Affine, Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import { applyAffine, type Box, centreOf, invertAffine, meanPoint, type Point } from '../kit/geometry.ts';
import { type ModelOptions, OnnxModel } from '../kit/onnx-model.ts';
import { toNhwc } from '../kit/tensor.ts';
import { warpSquare } from '../kit/warp.ts';
import { type HeadPose, headPose } from './pose.ts';

const INPUT_SIZE = 192;
/** The crop is this much larger than the detector's box. */
const CROP_FACTOR = 1.5;

/** Mesh points whose mean is the centre of an eye; the first is the eye on the image's left side. */
const LEFT_EYE = [33, 133, 159, 145];
const RIGHT_EYE = [362, 263, 386, 374];
const NOSE = 1;
const MOUTH_LEFT = 61;
const MOUTH_RIGHT = 291;

/** Image-left eye, image-right eye, nose, image-left and image-right corner of the mouth, in source pixels. */
export type FivePoints = readonly [Point, Point, Point, Point, Point];

export interface FaceMeshResult {
  readonly points: FivePoints;
  readonly pose: HeadPose;
  /** How sure the model is that a face fills its crop, 0..1. */
  readonly confidence: number;
  /** All 468 points in source pixels, with their depth on the same scale, growing away from the camera. */
  readonly mesh: readonly (readonly [x: number, y: number, z: number])[];
}

export class FaceMesh {
  readonly #ops: ImageOps;
  readonly #model: OnnxModel;

  private constructor(ops: ImageOps, model: OnnxModel) {
    this.#ops = ops;
    this.#model = model;
  }

  static async load(ops: ImageOps, options?: ModelOptions): Promise<Result<FaceMesh>> {
    const model = await OnnxModel.load('facemesh', options);
    return model.ok ? ok(new FaceMesh(ops, model.value)) : model;
  }

  get sha256(): string {
    return this.#model.sha256;
  }

  /**
   * @param box the detector's box in source pixels
   * @param rollRadians by how much the eye line is turned clockwise in the image; the crop is turned back by it
   */
  async run(image: Image, box: Box, rollRadians: number): Promise<FaceMeshResult> {
    const matrix = cropMatrix(box, rollRadians);
    const input = warpSquare(this.#ops, image, matrix, INPUT_SIZE);
    const tensor = toNhwc(input, { mean: 0, scale: 255 }, this.#model.input(input.data.length));
    const [mesh, faceFlag] = await this.#model.run('input', tensor, ['mesh', 'faceFlag']);
    const back = invertAffine(matrix);
    const enlarged = Math.hypot(back[0], back[3]);
    const points = Array.from({ length: mesh!.length / 3 }, (_, i) => {
      const [x, y] = applyAffine(back, [mesh![3 * i]!, mesh![3 * i + 1]!]);
      return [x, y, mesh![3 * i + 2]! * enlarged] as const;
    });
    const point = (i: number): Point => [points[i]![0], points[i]![1]];
    const eye = (indices: readonly number[]): Point => meanPoint(indices.map(point));
    return {
      points: [eye(LEFT_EYE), eye(RIGHT_EYE), point(NOSE), point(MOUTH_LEFT), point(MOUTH_RIGHT)],
      pose: headPose(mesh!, rollRadians),
      confidence: faceFlag![0]!,
      mesh: points,
    };
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}

/** Source to crop: a square of 1.5 times the longer side, centred on the box, with the eye line level. */
function cropMatrix(box: Box, roll: number): Affine {
  const [centreX, centreY] = centreOf(box);
  const scale = INPUT_SIZE / (CROP_FACTOR * Math.max(box.width, box.height));
  const [cosine, sine] = [Math.cos(roll) * scale, Math.sin(roll) * scale];
  const half = INPUT_SIZE / 2;
  return [
    cosine,
    sine,
    half - cosine * centreX - sine * centreY,
    -sine,
    cosine,
    half + sine * centreX - cosine * centreY,
  ];
}
