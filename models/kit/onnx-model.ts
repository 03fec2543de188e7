import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import ort from 'onnxruntime-node';
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';
import { type ModelName, modelSource } from '../manifest.ts';

export interface ModelOptions {
  /** Threads of one inference. One is the default: two gained nothing on a machine with two cores. */
  readonly threads?: number;
  /** The folder that holds `<model>/weights/`; by default the repository's `models/`. */
  readonly modelsDir?: string;
}

/** A float32 tensor, row-major. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** ONNX Runtime's level "error": the published files make it warn about unused constants on every load. */
const LOG_ERRORS_ONLY = 3;

/** One set of weights, checked against the manifest and ready to run. */
export class OnnxModel {
  readonly name: ModelName;
  /** sha256 of the weight file, which stands in every template and outcome. */
  readonly sha256: string;
  readonly #session: ort.InferenceSession;
  #input = new Float32Array();
  #inputLent = false;

  private constructor(name: ModelName, sha256: string, session: ort.InferenceSession) {
    this.name = name;
    this.sha256 = sha256;
    this.#session = session;
  }

  /** Loads and verifies one model. Fails with E5001 (absent), E5002 (changed), E5003 (refused by the engine). */
  static async load(name: ModelName, options: ModelOptions = {}): Promise<Result<OnnxModel>> {
    const source = modelSource(name);
    const folder = options.modelsDir ?? resolve(import.meta.dirname, '..');
    let bytes: Uint8Array;
    try {
      bytes = await readFile(join(folder, name, 'weights', source.file));
    } catch {
      return err(failure(visionErrors, 'E5001', name));
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== source.sha256) return err(failure(visionErrors, 'E5002', `${name} ${sha256}`));
    const threads = options.threads ?? 1;
    try {
      const session = await ort.InferenceSession.create(bytes, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: LOG_ERRORS_ONLY,
      });
      return ok(new OnnxModel(name, sha256, session));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return err(failure(visionErrors, 'E5003', `${name}: ${reason}`));
    }
  }

  /**
   * An array for the next input: the same one each time, unless it is still in use. A megabyte thrown away with each
   * picture makes the garbage collector cost more than a network.
   */
  input(length: number): Float32Array<ArrayBuffer> {
    if (this.#inputLent) return new Float32Array(length);
    if (this.#input.length !== length) this.#input = new Float32Array(length);
    this.#inputLent = true;
    return this.#input;
  }

  /**
   * One inference.
   * @returns the outputs, row-major, in the order in which `outputs` names them
   * @throws Error when the engine fails or an output is missing: with pinned weights only a bug or lack of memory
   */
  async run(input: string, tensor: Tensor, outputs: readonly string[]): Promise<Float32Array[]> {
    const feeds = { [input]: new ort.Tensor('float32', tensor.data, tensor.dims) };
    const results = await this.#session.run(feeds, outputs).finally(() => {
      if (tensor.data === this.#input) this.#inputLent = false;
    });
    return outputs.map((name) => {
      const data = results[name]?.data;
      if (!(data instanceof Float32Array)) throw new Error(`${this.name}: output ${name} is missing`);
      return data;
    });
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}
