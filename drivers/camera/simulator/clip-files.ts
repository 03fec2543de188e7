import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Clip } from '../../../fixtures/heads/clips.ts';
import { encodeJpeg } from '../../kit/image/codec.ts';
import type { CameraSource } from './camera-simulator.ts';

/** A clip on disk: a folder of JPEGs and the order in which they are shown. */
const clipFileSchema = z.strictObject({
  fps: z.number().positive().max(60),
  order: z.array(z.number().int().min(0).max(9999)).min(1).max(10_000),
});

const QUALITY = 90;
const INDEX = 'clip.json';
const pictureName = (index: number): string => `${String(index).padStart(3, '0')}.jpg`;

/** Renders and writes every picture of a clip; a half-written folder never appears under the final name. */
export async function writeClip(folder: string, clip: Clip): Promise<void> {
  const part = `${folder}.${process.pid}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  for (let index = 0; index < clip.count; index++)
    await writeFile(path.join(part, pictureName(index)), await encodeJpeg(clip.picture(index), QUALITY));
  await writeFile(path.join(part, INDEX), JSON.stringify({ fps: clip.fps, order: clip.order }));
  await rm(folder, { recursive: true, force: true });
  await rename(part, folder);
}

/** Reads a clip as a source for the simulated camera. Rejects when the folder is missing or damaged. */
export async function readClip(folder: string): Promise<CameraSource> {
  const { fps, order } = clipFileSchema.parse(JSON.parse(await readFile(path.join(folder, INDEX), 'utf8')));
  const pictures = new Map<number, Uint8Array>();
  for (const index of new Set(order))
    pictures.set(index, new Uint8Array(await readFile(path.join(folder, pictureName(index)))));
  return { kind: 'clip', fps, loop: true, frames: order.map((index) => pictures.get(index)!) };
}
