/** Measures the recogniser on labelled pairs of pictures. Deterministic: the same files give the same numbers. */
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';
import type { Embedding, ModelIdentity } from '../face/embedder.ts';
import { FacePipeline, type PipelineOptions } from '../face/face-pipeline.ts';
import { type FaceStep, faceSteps, type Timings } from '../face/timings.ts';
import { median } from '../kit/vector.ts';
import { detCurveSvg } from './det-curve.ts';
import { embedFile, inLanes } from './embed-files.ts';
import { atFar, equalErrorRate, type OperatingPoint, operatingPoints } from './error-rates.ts';
import { evaluateLiveness, type LivenessEvaluation } from './evaluate-liveness.ts';
import { readPairs } from './pairs-file.ts';

export interface EvaluateFaceOptions extends PipelineOptions {
  /** Lines `a,b,1` or `a,b,0`, paths relative to the file. */
  readonly pairsCsv: string;
  /** A folder with `live/` and `attack/<species>/`, for the liveness model. */
  readonly livenessDir?: string;
  /** Pictures worked on at a time. One by default: more would spoil the step times. */
  readonly concurrency?: number;
  /** Told after each picture. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface FaceEvaluation {
  readonly pairs: {
    readonly genuine: number;
    readonly impostor: number;
    /** Pairs with a picture that gave no face; they are in no error rate. */
    readonly notScored: number;
  };
  readonly images: {
    readonly count: number;
    /** Number of pictures without a usable face, by error code. */
    readonly failures: Readonly<Record<string, number>>;
  };
  /** Share of pictures without a usable face, 0..1. */
  readonly failureToAcquire: number;
  readonly eer: number;
  readonly eerThreshold: number;
  readonly frrAtFar: { readonly '1e-2': OperatingPoint; readonly '1e-3': OperatingPoint };
  /** Median wall time per step and of the sum of all steps of one picture, in milliseconds. */
  readonly medianMs: Timings & { readonly total: number };
  /** The detection error trade-off as SVG. */
  readonly detCurve: string;
  readonly liveness: LivenessEvaluation | null;
  readonly models: readonly ModelIdentity[];
}

/**
 * Embeds each picture once, scores every pair, and computes the rates.
 * Fails with E5001-E5003 (models), E5301 or E5302 (pairs file), E5303 (one kind of pairs is missing).
 */
export async function evaluateFace(options: EvaluateFaceOptions): Promise<Result<FaceEvaluation>> {
  const pairs = await readPairs(options.pairsCsv);
  if (!pairs.ok) return pairs;
  const loaded = await FacePipeline.load(options);
  if (!loaded.ok) return loaded;
  const pipeline = loaded.value;
  try {
    const embeddings = new Map<string, Embedding>();
    const failures: Record<string, number> = {};
    const timings: Timings[] = [];
    const files = [...new Set(pairs.value.flatMap(({ a, b }) => [a, b]))];
    let done = 0;
    await inLanes(files, options.concurrency ?? 1, async (file) => {
      const picture = await embedFile(pipeline, file);
      if (picture.ok) {
        embeddings.set(file, picture.value.embedding);
        timings.push(picture.value.timings);
      } else failures[picture.error.code] = (failures[picture.error.code] ?? 0) + 1;
      options.onProgress?.(++done, files.length);
    });
    const genuine: number[] = [];
    const impostor: number[] = [];
    for (const pair of pairs.value) {
      const [a, b] = [embeddings.get(pair.a), embeddings.get(pair.b)];
      if (a !== undefined && b !== undefined)
        (pair.genuine ? genuine : impostor).push(pipeline.embedder.similarity(a, b));
    }
    if (genuine.length === 0 || impostor.length === 0) return err(failure(visionErrors, 'E5303'));
    const liveness = options.livenessDir ? await evaluateLiveness(pipeline, options.livenessDir) : ok(null);
    if (!liveness.ok) return liveness;
    const points = operatingPoints(genuine, impostor);
    const { rate, threshold } = equalErrorRate(points);
    return ok({
      pairs: {
        genuine: genuine.length,
        impostor: impostor.length,
        notScored: pairs.value.length - genuine.length - impostor.length,
      },
      images: { count: files.length, failures },
      failureToAcquire: (files.length - embeddings.size) / files.length,
      eer: rate,
      eerThreshold: threshold,
      frrAtFar: { '1e-2': atFar(points, 1e-2), '1e-3': atFar(points, 1e-3) },
      medianMs: medianTimes(timings),
      detCurve: detCurveSvg(
        [{ name: '', points }],
        `${genuine.length} genuine, ${impostor.length} impostor pairs`,
      ),
      liveness: liveness.value,
      models: pipeline.models,
    });
  } finally {
    await pipeline.release();
  }
}

function medianTimes(all: readonly Timings[]): FaceEvaluation['medianMs'] {
  const steps: Partial<Record<FaceStep, number>> = {};
  for (const step of faceSteps) {
    const times = all.map((timings) => timings[step]).filter((time) => time !== undefined);
    if (times.length > 0) steps[step] = median(times);
  }
  const totals = all.map((timings) => Object.values(timings).reduce((sum, time) => sum + time, 0));
  return { ...steps, total: median(totals) };
}
