/**
 * MiniFASNet-type passive liveness: how much one frame looks like a living face and not like a print or a screen.
 * It wants blue-green-red planes. Fed red-green-blue, as its own package does, it is useless.
 */
import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import { crop } from '../kit/crop.ts';
import type { Box } from '../kit/geometry.ts';
import { type ModelOptions, OnnxModel } from '../kit/onnx-model.ts';
import { toNchw } from '../kit/tensor.ts';
import { contextCrop } from './context-crop.ts';

const INPUT_SIZE = 128;

export class MiniFasNet {
  readonly #ops: ImageOps;
  readonly #model: OnnxModel;
  #scratch = new Uint8Array();

  private constructor(ops: ImageOps, model: OnnxModel) {
    this.#ops = ops;
    this.#model = model;
  }

  static async load(ops: ImageOps, options?: ModelOptions): Promise<Result<MiniFasNet>> {
    const model = await OnnxModel.load('minifasnet', options);
    return model.ok ? ok(new MiniFasNet(ops, model.value)) : model;
  }

  get sha256(): string {
    return this.#model.sha256;
  }

  /**
   * @param box from UltraFace: the thresholds hold for its boxes only
   * @returns 0 (print or screen) .. 1 (living), of this one frame; decide on the mean of several
   */
  async score(image: Image, box: Box): Promise<number> {
    const { region: square } = contextCrop(image, box);
    const region = crop(image, square, this.#region(3 * square.width * square.height));
    const input = this.#ops.resize(region, INPUT_SIZE, INPUT_SIZE, 'bilinear');
    const tensor = toNchw(input, { mean: 0, scale: 1 }, 'bgr', this.#model.input(input.data.length));
    const [logits] = await this.#model.run('input', tensor, ['output']);
    const highest = Math.max(...logits!);
    const weights = Array.from(logits!, (logit) => Math.exp(logit - highest));
    return weights[0]! / weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Room for a crop, used up before anything else can run: the same each time. */
  #region(length: number): Uint8Array {
    if (this.#scratch.length < length) this.#scratch = new Uint8Array(length);
    return this.#scratch.subarray(0, length);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
