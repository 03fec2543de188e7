/** MobileFaceNet with 192 numbers: embedding B of a face that is already aligned. */
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import { type ModelOptions, OnnxModel } from '../kit/onnx-model.ts';
import { toNhwc } from '../kit/tensor.ts';
import { normalised } from '../kit/vector.ts';

export class MobileFaceNetB {
  readonly #model: OnnxModel;

  private constructor(model: OnnxModel) {
    this.#model = model;
  }

  static async load(options?: ModelOptions): Promise<Result<MobileFaceNetB>> {
    const model = await OnnxModel.load('mobilefacenet-b', options);
    return model.ok ? ok(new MobileFaceNetB(model.value)) : model;
  }

  get sha256(): string {
    return this.#model.sha256;
  }

  /** @param aligned 112x112, RGB, eyes and mouth at the ArcFace places @returns 192 numbers of length 1 */
  async embed(aligned: Image): Promise<Float32Array> {
    const [vector] = await this.#model.run('input', toNhwc(aligned, { mean: 127.5, scale: 128 }), [
      'embedding',
    ]);
    return normalised(vector!);
  }

  release(): Promise<void> {
    return this.#model.release();
  }
}
