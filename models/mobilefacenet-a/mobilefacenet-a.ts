/** MobileFaceNet with 512 numbers: embedding A of a face that is already aligned. */
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import { type ModelOptions, OnnxModel } from '../kit/onnx-model.ts';
import { toNchw } from '../kit/tensor.ts';
import { normalised } from '../kit/vector.ts';

export class MobileFaceNetA {
  readonly #model: OnnxModel;

  private constructor(model: OnnxModel) {
    this.#model = model;
  }

  static async load(options?: ModelOptions): Promise<Result<MobileFaceNetA>> {
    const model = await OnnxModel.load('mobilefacenet-a', options);
    return model.ok ? ok(new MobileFaceNetA(model.value)) : model;
  }

  get sha256(): string {
    return this.#model.sha256;
  }

  /** @param aligned 112x112, RGB, eyes and mouth at the ArcFace places @returns 512 numbers of length 1 */
  async embed(aligned: Image): Promise<Float32Array> {
    const [vector] = await this.#model.run('input', toNchw(aligned, { mean: 127, scale: 128 }, 'rgb'), [
      'output',
    ]);
    return normalised(vector!);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
