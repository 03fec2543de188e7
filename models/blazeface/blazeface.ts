/** MediaPipe BlazeFace "back": finds faces and six points on each. Its box goes from the brows to the chin. */
import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import { letterbox } from '../kit/crop.ts';
import type { Box, Point } from '../kit/geometry.ts';
import { suppress } from '../kit/nms.ts';
import { type ModelOptions, OnnxModel } from '../kit/onnx-model.ts';
import { toNhwc } from '../kit/tensor.ts';
import { blazefaceAnchors } from './anchors.ts';

const INPUT_SIZE = 256;
const MIN_SCORE = 0.5;
const MAX_OVERLAP = 0.3;
/** Numbers per row: centre x, y, width, height, then six points. */
const ROW = 16;
const OUTPUTS = ['Identity:0', 'Identity_1:0', 'Identity_2:0', 'Identity_3:0'];

export interface DetectedFace {
  /** In pixels of the source image; may reach beyond its edge. */
  readonly box: Box;
  /** 0..1 */
  readonly score: number;
  /** The eye on the left side of the image, which is the person's right eye as long as the image is not mirrored. */
  readonly imageLeftEye: Point;
  readonly imageRightEye: Point;
}

export class BlazeFace {
  readonly #ops: ImageOps;
  readonly #model: OnnxModel;
  readonly #anchors = blazefaceAnchors(INPUT_SIZE);

  private constructor(ops: ImageOps, model: OnnxModel) {
    this.#ops = ops;
    this.#model = model;
  }

  static async load(ops: ImageOps, options?: ModelOptions): Promise<Result<BlazeFace>> {
    const model = await OnnxModel.load('blazeface', options);
    return model.ok ? ok(new BlazeFace(ops, model.value)) : model;
  }

  get sha256(): string {
    return this.#model.sha256;
  }

  /** Every face with a score above 0.5, the surest first. */
  async detect(image: Image): Promise<DetectedFace[]> {
    const { image: input, scale } = letterbox(this.#ops, image, INPUT_SIZE, INPUT_SIZE);
    const tensor = toNhwc(input, { mean: 127.5, scale: 127.5 }, this.#model.input(input.data.length));
    const [scores16, scores32, rows16, rows32] = await this.#model.run('input:0', tensor, OUTPUTS);
    const candidates = [
      ...this.#decode(scores16!, rows16!, 0, scale),
      ...this.#decode(scores32!, rows32!, scores16!.length, scale),
    ];
    return suppress(candidates, MAX_OVERLAP);
  }

  release(): Promise<void> {
    return this.#model.release();
  }

  #decode(scores: Float32Array, rows: Float32Array, firstAnchor: number, scale: number): DetectedFace[] {
    const faces: DetectedFace[] = [];
    scores.forEach((logit, i) => {
      const score = 1 / (1 + Math.exp(-logit));
      if (!(score > MIN_SCORE)) return;
      const [anchorX, anchorY] = this.#anchors[firstAnchor + i]!;
      const value = (at: number): number => rows[ROW * i + at]!;
      const point = (at: number): Point => [(value(at) + anchorX) / scale, (value(at + 1) + anchorY) / scale];
      const [centreX, centreY] = point(0);
      const [width, height] = [value(2) / scale, value(3) / scale];
      if (!(width > 0 && height > 0)) return;
      faces.push({
        box: { x: centreX - width / 2, y: centreY - height / 2, width, height },
        score,
        imageLeftEye: point(4),
        imageRightEye: point(6),
      });
    });
    return faces;
  }
}
