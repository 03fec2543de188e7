import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { decodeImage, encodeJpeg } from '../../../drivers/kit/image/codec.ts';
import { type ClipKind, makeClip } from '../../../fixtures/heads/clips.ts';
import { subjectOf } from '../../../fixtures/portraits/subject.ts';

/** What `camera-sources.ts` gives this thread: the clip, and where each of its pictures goes. */
export interface ClipWish {
  readonly kind: ClipKind;
  readonly portrait: string;
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Entry of the thread that draws a clip: a new head takes seconds of computing, during which the simulated reader and
 * printer must go on answering as real ones would.
 */
const { kind, portrait, folder, files } = workerData as ClipWish;
mkdirSync(folder, { recursive: true });
const clip = makeClip(kind, await subjectOf(portrait, decodeImage));
for (const [index, file] of files.entries()) {
  if (existsSync(file)) continue;
  // Another terminal on this machine may draw the same: each writes a file of its own, and the last name wins.
  const half = `${file}.${process.pid}.part`;
  writeFileSync(half, await encodeJpeg(clip.picture(index), 88));
  renameSync(half, file);
}
