/**
 * UltraFace (RFB-320 type): a second, faster face detector without points. The liveness model was measured with its
 * boxes, which include the forehead; it also steps in where BlazeFace finds nothing in a still picture.
 */
import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import { letterbox } from '../kit/crop.ts';
import { type Scored, suppress } from '../kit/nms.ts';
import { type ModelOptions, OnnxModel } from '../kit/onnx-model.ts';
import { toNchw } from '../kit/tensor.ts';

const WIDTH = 320;
const HEIGHT = 240;
const MIN_SCORE = 0.65;
const MAX_OVERLAP = 0.4;

export class UltraFace {
  readonly #ops: ImageOps;
  readonly #model: OnnxModel;

  private constructor(ops: ImageOps, model: OnnxModel) {
    this.#ops = ops;
    this.#model = model;
  }

  static async load(ops: ImageOps, options?: ModelOptions): Promise<Result<UltraFace>> {
    const model = await OnnxModel.load('ultraface', options);
    return model.ok ? ok(new UltraFace(ops, model.value)) : model;
  }

  get sha256(): string {
    return this.#model.sha256;
  }

  /** Boxes in pixels of the source image, the surest first. */
  async detect(image: Image): Promise<Scored[]> {
    const { image: input, scale } = letterbox(this.#ops, image, WIDTH, HEIGHT);
    const tensor = toNchw(input, { mean: 127, scale: 128 }, 'rgb', this.#model.input(input.data.length));
    const [scores, boxes] = await this.#model.run('input', tensor, ['scores', 'boxes']);
    const found: Scored[] = [];
    for (let i = 0; i < scores!.length / 2; i++) {
      const score = scores![2 * i + 1]!;
      if (!(score > MIN_SCORE)) continue;
      const [left, top, right, bottom] = [0, 1, 2, 3].map(
        (at) => (boxes![4 * i + at]! * (at % 2 === 0 ? WIDTH : HEIGHT)) / scale,
      ) as [number, number, number, number];
      if (right > left && bottom > top)
        found.push({ box: { x: left, y: top, width: right - left, height: bottom - top }, score });
    }
    return suppress(found, MAX_OVERLAP);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
