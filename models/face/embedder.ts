import { createHash } from 'node:crypto';
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import type { ModelOptions } from '../kit/onnx-model.ts';
import { cosine } from '../kit/vector.ts';
import { MobileFaceNetA } from '../mobilefacenet-a/mobilefacenet-a.ts';
import { MobileFaceNetB } from '../mobilefacenet-b/mobilefacenet-b.ts';
import { type Stopwatch, timed } from './timings.ts';

/** One vector of length 1 per network. */
export type Embedding = readonly Float32Array[];

/** Sizes of an embedding's vectors, one per network: what a stored template is checked against. */
type EmbeddingShape = readonly number[];

/**
 * Turns an aligned face into numbers that can be compared. Everything else knows only this interface, so that a
 * licensed recogniser can take the place of the built-in one; stored templates name the model they belong to.
 */
export interface FaceEmbedder {
  /** Stands in every template; changes whenever vectors stop being comparable. */
  readonly modelId: string;
  /** Identifies the exact weights. */
  readonly sha256: string;
  readonly shape: EmbeddingShape;
  /** The networks inside, for the journal. */
  readonly models: readonly ModelIdentity[];
  /** @param aligned 112x112 RGB, see align.ts */
  embed(aligned: Image, watch: Stopwatch): Promise<Embedding>;
  /** -1..1; the thresholds of thresholds.ts are on this scale. */
  similarity(a: Embedding, b: Embedding): number;
  release(): Promise<void>;
}

export interface ModelIdentity {
  readonly id: string;
  readonly sha256: string;
}

/** Two MobileFaceNets trained apart; the similarity is the mean of their cosines, which errs less than either. */
export class FusedMobileFaceNet implements FaceEmbedder {
  readonly modelId = 'mobilefacenet-a512-b192';
  readonly sha256: string;
  readonly shape = [512, 192] as const;
  readonly models: readonly ModelIdentity[];
  readonly #a: MobileFaceNetA;
  readonly #b: MobileFaceNetB;

  private constructor(a: MobileFaceNetA, b: MobileFaceNetB) {
    this.#a = a;
    this.#b = b;
    this.sha256 = createHash('sha256').update(`${a.sha256}\n${b.sha256}\n`).digest('hex');
    this.models = [
      { id: 'mobilefacenet-a', sha256: a.sha256 },
      { id: 'mobilefacenet-b', sha256: b.sha256 },
    ];
  }

  static async load(options?: ModelOptions): Promise<Result<FusedMobileFaceNet>> {
    const a = await MobileFaceNetA.load(options);
    if (!a.ok) return a;
    const b = await MobileFaceNetB.load(options);
    return b.ok ? ok(new FusedMobileFaceNet(a.value, b.value)) : b;
  }

  async embed(aligned: Image, watch: Stopwatch): Promise<Embedding> {
    const a = await timed(watch, 'embedA', () => this.#a.embed(aligned));
    const b = await timed(watch, 'embedB', () => this.#b.embed(aligned));
    return [a, b];
  }

  similarity(a: Embedding, b: Embedding): number {
    return (cosine(a[0]!, b[0]!) + cosine(a[1]!, b[1]!)) / 2;
  }

  async release(): Promise<void> {
    await this.#a.release();
    await this.#b.release();
  }
}
