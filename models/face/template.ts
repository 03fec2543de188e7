/** A face as it may be stored: vectors with the model that made them, so that a change of model is noticed. */
import { z } from 'zod';
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';
import { meanDirection } from '../kit/vector.ts';
import type { Embedding, FaceEmbedder } from './embedder.ts';

export const faceTemplateSchema = z.strictObject({
  modelId: z.string().min(1).max(80),
  /** Of the embedder's weights. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** One vector of length 1 per network. */
  vectors: z
    .array(z.array(z.number().min(-1.001).max(1.001)).min(1).max(4096))
    .min(1)
    .max(8),
});
export type FaceTemplate = z.infer<typeof faceTemplateSchema>;

/** The mean of several embeddings of one person; three to five pictures make a better template than one. */
export function makeTemplate(embedder: FaceEmbedder, embeddings: readonly Embedding[]): FaceTemplate {
  const mean = meanEmbedding(embeddings);
  return {
    modelId: embedder.modelId,
    sha256: embedder.sha256,
    vectors: mean.map((vector) => Array.from(vector)),
  };
}

/** Reads a stored template; fails with E5105 when it is damaged and with E5104 when another model made it. */
export function readTemplate(embedder: FaceEmbedder, stored: unknown): Result<Embedding> {
  const parsed = faceTemplateSchema.safeParse(stored);
  if (!parsed.success) return err(failure(visionErrors, 'E5105'));
  const { modelId, sha256, vectors } = parsed.data;
  if (modelId !== embedder.modelId || sha256 !== embedder.sha256)
    return err(failure(visionErrors, 'E5104', modelId));
  const fits =
    vectors.length === embedder.shape.length &&
    vectors.every((vector, i) => vector.length === embedder.shape[i] && hasLengthOne(vector));
  return fits ? ok(vectors.map((vector) => Float32Array.from(vector))) : err(failure(visionErrors, 'E5105'));
}

/** Per network, the direction of the mean. */
export function meanEmbedding(embeddings: readonly Embedding[]): Embedding {
  const first = embeddings[0];
  if (first === undefined) throw new Error('mean of no embeddings');
  return first.map((_, net) => meanDirection(embeddings.map((embedding) => embedding[net]!)));
}

function hasLengthOne(vector: readonly number[]): boolean {
  const squares = vector.reduce((sum, value) => sum + value * value, 0);
  return Math.abs(squares - 1) < 1e-3;
}
