/** What a check has gathered about the face that looks straight at the camera: embeddings and liveness scores. */
import { median } from '../kit/vector.ts';
import type { Embedding } from './embedder.ts';

/** How much is needed before the person is asked to move. */
const evidenceNeeds = {
  embeddings: 3,
  /** Between two embeddings, so that they are not one blink of the same moment. */
  embeddingGapMs: 300,
  livenessFrames: 8,
  livenessSpreadMs: 1_500,
  /** Between two liveness scores. */
  livenessGapMs: 120,
} as const;

export class Evidence {
  readonly embeddings: Embedding[] = [];
  readonly #heights: number[] = [];
  readonly #scores: number[] = [];
  /** When liveness was asked, also where the model could not answer. */
  readonly #asked: number[] = [];
  #lastEmbedding = Number.NEGATIVE_INFINITY;

  wantsEmbedding(now: number): boolean {
    return (
      this.embeddings.length < evidenceNeeds.embeddings &&
      now - this.#lastEmbedding >= evidenceNeeds.embeddingGapMs
    );
  }

  wantsLiveness(now: number): boolean {
    return now - (this.#asked.at(-1) ?? Number.NEGATIVE_INFINITY) >= evidenceNeeds.livenessGapMs;
  }

  addEmbedding(embedding: Embedding, now: number): void {
    this.embeddings.push(embedding);
    this.#lastEmbedding = now;
  }

  /** @param score `null` where the model could not answer and the setting lets that pass */
  addLiveness(score: number | null, faceHeight: number, now: number): void {
    this.#asked.push(now);
    this.#heights.push(faceHeight);
    if (score !== null) this.#scores.push(score);
  }

  get complete(): boolean {
    const [first] = this.#asked;
    const spread = first === undefined ? 0 : this.#asked.at(-1)! - first;
    return (
      this.embeddings.length >= evidenceNeeds.embeddings &&
      this.#asked.length >= evidenceNeeds.livenessFrames &&
      spread >= evidenceNeeds.livenessSpreadMs
    );
  }

  /** 0..1 */
  get progress(): number {
    const [first] = this.#asked;
    const spread = first === undefined ? 0 : this.#asked.at(-1)! - first;
    const parts = [
      this.embeddings.length / evidenceNeeds.embeddings,
      this.#asked.length / evidenceNeeds.livenessFrames,
      spread / evidenceNeeds.livenessSpreadMs,
    ];
    return parts.reduce((sum, part) => sum + Math.min(1, part), 0) / parts.length;
  }

  get livenessScore(): number | null {
    if (this.#scores.length === 0) return null;
    return this.#scores.reduce((sum, score) => sum + score, 0) / this.#scores.length;
  }

  /** In pixels; only once something was gathered. */
  get usualFaceHeight(): number {
    return median(this.#heights);
  }
}
