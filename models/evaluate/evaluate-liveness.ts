/**
 * Error rates of the liveness model on a labelled folder, in the terms of ISO/IEC 30107-3: `live/` holds genuine
 * pictures, `attack/<species>/` pictures of attacks of one kind. The standard reports the worst species and sets no
 * pass mark.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { decodeImage } from '../../drivers/kit/image/codec.ts';
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';
import type { FacePipeline } from '../face/face-pipeline.ts';
import { livenessLimits } from '../face/thresholds.ts';

const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp']);

interface LivenessGroup {
  readonly pictures: number;
  /** Pictures without an answer (unreadable, or no face seen); they count neither way. */
  readonly noResponse: number;
  /** Share of the others that was judged wrongly; `null` when there is none. */
  readonly errorRate: number | null;
  readonly meanScore: number | null;
}

export interface LivenessEvaluation {
  /** Single pictures with a score of at least this count as alive. */
  readonly threshold: number;
  readonly live: LivenessGroup;
  readonly attacks: Readonly<Record<string, LivenessGroup>>;
  /** Genuine pictures judged an attack, 0..1. */
  readonly bpcer: number | null;
  /** Attack pictures judged alive, of the worst species, 0..1. */
  readonly apcer: number | null;
}

/** Fails with E5301 when the folder cannot be read. */
export async function evaluateLiveness(
  pipeline: FacePipeline,
  folder: string,
): Promise<Result<LivenessEvaluation>> {
  try {
    const live = await group(pipeline, join(folder, 'live'), (score) => score < livenessLimits.live);
    const attacks: Record<string, LivenessGroup> = {};
    const entries = await readdir(join(folder, 'attack'), { withFileTypes: true });
    const species = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    for (const name of species.sort())
      attacks[name] = await group(
        pipeline,
        join(folder, 'attack', name),
        (score) => score >= livenessLimits.live,
      );
    const rates = Object.values(attacks).flatMap(({ errorRate }) => errorRate ?? []);
    return ok({
      threshold: livenessLimits.live,
      live,
      attacks,
      bpcer: live.errorRate,
      apcer: rates.length > 0 ? Math.max(...rates) : null,
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return err(failure(visionErrors, 'E5301', `liveness folder, ${code}`));
  }
}

async function group(
  pipeline: FacePipeline,
  folder: string,
  wrong: (score: number) => boolean,
): Promise<LivenessGroup> {
  const files = (await readdir(folder)).filter((file) => PICTURES.has(extname(file).toLowerCase())).sort();
  const scores: number[] = [];
  for (const file of files) {
    const score = await scoreFile(pipeline, join(folder, file));
    if (score !== null) scores.push(score);
  }
  const answered = scores.length;
  return {
    pictures: files.length,
    noResponse: files.length - answered,
    errorRate: answered === 0 ? null : scores.filter(wrong).length / answered,
    meanScore: answered === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / answered,
  };
}

async function scoreFile(pipeline: FacePipeline, file: string): Promise<number | null> {
  const bytes = await readFile(file);
  let image: Awaited<ReturnType<typeof decodeImage>>;
  try {
    image = await decodeImage(bytes);
  } catch {
    return null;
  }
  const main = await pipeline.mainFace(image);
  return main === null ? null : ((await pipeline.liveness(image, main.face.box))?.score ?? null);
}
