import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { decodeImage } from '../../../drivers/kit/image/codec.ts';
import type { CameraSource } from '../../../drivers/camera/simulator/camera-simulator.ts';
import {
  type Asked,
  type Clip,
  type ClipKind,
  clipKinds,
  clipLabels,
  makeClip,
} from '../../../fixtures/heads/clips.ts';
import { subjectOf } from '../../../fixtures/portraits/subject.ts';
import type { ClipWish } from './clip-thread.ts';

/** Somebody else than the card holder, for the dock: a generated head that belongs to no card. */
const STRANGER = 'head:somebody-else';

/** What the dock offers to put before the simulated camera. The card holder is whoever's card was placed last. */
export const cameraSourceList = [
  ...clipKinds.map((kind) => ({ id: kind, label: `持卡人：${clipLabels[kind]}` })),
  { id: 'stranger', label: '别人：照着提示左右转头' },
];
export const DEFAULT_SOURCE = 'turnBoth';

const clipsDir = new URL('../../../fixtures/generated/clips/', import.meta.url);
interface DrawnClip {
  readonly clip: Clip;
  readonly pictures: readonly Uint8Array[];
}
const drawnClips = new Map<string, Promise<DrawnClip>>();

/**
 * The clip for a source of the list with this portrait; drawn once, then kept on disk. Where the person listens, `asked`
 * says what they do now.
 */
export async function cameraSource(
  id: string,
  portrait: string,
  asked: Asked = 'nothing',
): Promise<CameraSource> {
  const { clip, pictures } = await drawnClip(id, portrait);
  const order = clip.listens?.[asked] ?? clip.order;
  const frames = order.map((index) => pictures[index] as Uint8Array);
  return { kind: 'clip', frames, fps: clip.fps, loop: true };
}

function drawnClip(id: string, portrait: string): Promise<DrawnClip> {
  const subject = id === 'stranger' ? STRANGER : portrait;
  const kind: ClipKind =
    id === 'stranger' ? 'turnBoth' : (clipKinds.find((known) => known === id) ?? 'turnBoth');
  const key = `${kind}|${subject}`;
  const known = drawnClips.get(key);
  if (known) return known;
  const made = loadClip(kind, subject);
  drawnClips.set(key, made);
  made.catch(() => drawnClips.delete(key));
  return made;
}

async function loadClip(kind: ClipKind, portrait: string): Promise<DrawnClip> {
  const clip = makeClip(kind, await subjectOf(portrait, decodeImage));
  const name = createHash('sha256').update(`${kind}|${portrait}`).digest('hex').slice(0, 20);
  const folder = fileURLToPath(clipsDir);
  const files = Array.from({ length: clip.count }, (_, index) => path.join(folder, `${name}-${index}.jpg`));
  if (!files.every((file) => existsSync(file))) await drawn({ kind, portrait, folder, files });
  return { clip, pictures: files.map((file) => readFileSync(file)) };
}

/** Resolves when the thread has drawn every picture of the clip. */
function drawn(wish: ClipWish): Promise<void> {
  const entry = new URL(`./clip-thread${path.extname(import.meta.filename)}`, import.meta.url);
  return new Promise((resolve, reject) => {
    const thread = new Worker(entry, { workerData: wish });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the clip was not drawn: ${code}`));
    });
  });
}
