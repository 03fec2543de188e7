import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { encodeJpeg, decodeImage } from '../../../drivers/kit/image/codec.ts';
import type { CameraSource } from '../../../drivers/camera/simulator/camera-simulator.ts';
import { type ClipKind, clipKinds, clipLabels, makeClip } from '../../../fixtures/heads/clips.ts';
import { subjectOf } from '../../../fixtures/portraits/subject.ts';

/** Somebody else than the card holder, for the dock: a generated head that belongs to no card. */
const STRANGER = 'head:somebody-else';

/** What the dock offers to put before the simulated camera. The card holder is whoever's card was placed last. */
export const cameraSourceList = [
  ...clipKinds.map((kind) => ({ id: kind, label: `持卡人：${clipLabels[kind]}` })),
  { id: 'stranger', label: '别人：正面，左右转头' },
];
export const DEFAULT_SOURCE = 'turnBoth';

const clipsDir = new URL('../../../fixtures/generated/clips/', import.meta.url);
const sources = new Map<string, Promise<CameraSource>>();

/** The clip for a source of the list with this portrait; rendered once, then kept on disk. */
export function cameraSource(id: string, portrait: string): Promise<CameraSource> {
  const subject = id === 'stranger' ? STRANGER : portrait;
  const kind: ClipKind =
    id === 'stranger' ? 'turnBoth' : (clipKinds.find((known) => known === id) ?? 'turnBoth');
  const key = `${kind}|${subject}`;
  const known = sources.get(key);
  if (known) return known;
  const made = loadClip(kind, subject);
  sources.set(key, made);
  made.catch(() => sources.delete(key));
  return made;
}

async function loadClip(kind: ClipKind, portrait: string): Promise<CameraSource> {
  const clip = makeClip(kind, await subjectOf(portrait, decodeImage));
  const name = createHash('sha256').update(`${kind}|${portrait}`).digest('hex').slice(0, 20);
  const pictures: Uint8Array[] = [];
  for (let index = 0; index < clip.count; index++) {
    const file = new URL(`${name}-${index}.jpg`, clipsDir);
    if (!existsSync(file)) {
      mkdirSync(clipsDir, { recursive: true });
      const half = new URL(`${name}-${index}.${process.pid}.part`, clipsDir);
      writeFileSync(half, await encodeJpeg(clip.picture(index), 88));
      renameSync(half, file);
      // Rendering takes 0.1 s a picture; the other simulated devices go on in between.
      await turn();
    }
    pictures.push(readFileSync(file));
  }
  return {
    kind: 'clip',
    frames: clip.order.map((index) => pictures[index] as Uint8Array),
    fps: clip.fps,
    loop: true,
  };
}
