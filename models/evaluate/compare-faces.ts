import { err, ok, type Result } from '../../drivers/kit/result.ts';
import { FacePipeline, type PipelineOptions } from '../face/face-pipeline.ts';
import type { FaceQuality } from '../face/quality.ts';
import type { EmbeddedPicture } from '../face/reference.ts';
import { type AgeBand, globalLimits, similarityLimits } from '../face/thresholds.ts';
import type { Timings } from '../face/timings.ts';
import { embedFile } from './embed-files.ts';

export interface CompareFacesOptions extends PipelineOptions {
  /** Takes that group's threshold; without it the one for people of unknown age. */
  readonly ageBand?: AgeBand;
}

export interface FaceComparison {
  /** -1..1 */
  readonly similarity: number;
  /** From here on two faces count as one person's. */
  readonly threshold: number;
  readonly same: boolean;
  readonly quality: readonly [FaceQuality, FaceQuality];
  readonly timings: readonly [Timings, Timings];
}

/**
 * Compares the main faces of two picture files. Fails with E5301, E5101 or E5102, and the message says which of the two
 * pictures it was.
 */
export async function compareFaces(
  fileA: string,
  fileB: string,
  options: CompareFacesOptions = {},
): Promise<Result<FaceComparison>> {
  const pipeline = await FacePipeline.load(options);
  if (!pipeline.ok) return pipeline;
  try {
    const a = await embedFile(pipeline.value, fileA);
    if (!a.ok) return err({ ...a.error, message: `first picture: ${a.error.message}` });
    const b = await embedFile(pipeline.value, fileB);
    if (!b.ok) return err({ ...b.error, message: `second picture: ${b.error.message}` });
    return ok(comparePictures(pipeline.value, a.value, b.value, options.ageBand));
  } finally {
    await pipeline.value.release();
  }
}

/** The comparison of two pictures that are already embedded. */
export function comparePictures(
  pipeline: FacePipeline,
  a: EmbeddedPicture,
  b: EmbeddedPicture,
  ageBand?: AgeBand,
): FaceComparison {
  const similarity = pipeline.embedder.similarity(a.embedding, b.embedding);
  const { accept } = ageBand === undefined ? globalLimits : similarityLimits[ageBand];
  return {
    similarity,
    threshold: accept,
    same: similarity >= accept,
    quality: [a.quality, b.quality],
    timings: [a.timings, b.timings],
  };
}
