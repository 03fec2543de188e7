import { readFile } from 'node:fs/promises';
import { err, failure, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';
import type { FacePipeline } from '../face/face-pipeline.ts';
import { type EmbeddedPicture, embedPicture } from '../face/reference.ts';

/** Embeds the main face of a picture file. Fails with E5301 (file), E5101 (not a picture) or E5102 (no face). */
export async function embedFile(pipeline: FacePipeline, file: string): Promise<Result<EmbeddedPicture>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return err(failure(visionErrors, 'E5301', (error as NodeJS.ErrnoException).code ?? 'unreadable'));
  }
  return embedPicture(pipeline, bytes);
}

/** Calls `work` once per item, `lanes` at a time; the calls start in order. */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
}
