/** Test helpers: the portrait that setup fetches (fixtures/LICENCES.md), and ways to spoil it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { decodeImage } from '../../../drivers/kit/image/codec.ts';
import type { Image, ImageOps } from '../../../drivers/kit/image/image-ops.ts';
import type { Result } from '../../../drivers/kit/result.ts';
import type { Box } from '../geometry.ts';

/** Whoever uses the portrait runs real models, perhaps on a machine that is busy with other tests. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export const portraitFile = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'fixtures',
  'generated',
  'astronaut.png',
);

/** 512x512; one frontal face whose box is about 105 pixels high. */
export async function portrait(): Promise<Image> {
  return decodeImage(await readFile(portraitFile));
}

/** The portrait as a camera at the terminal would see the person: a face of about 210 pixels in 1024x1024. */
export async function cameraPortrait(ops: ImageOps): Promise<Image> {
  return ops.resize(await portrait(), 1024, 1024, 'bilinear');
}

/** The value of a result that must be good. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.message}`);
  return result.value;
}

export const mapped = (image: Image, change: (value: number) => number): Image => ({
  ...image,
  data: image.data.map(change),
});

export function mirrored(image: Image): Image {
  const { width, height, channels } = image;
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        data[(y * width + x) * channels + c] = image.data[(y * width + width - 1 - x) * channels + c]!;
  return { ...image, data };
}

/** The picture as if it had been taken with fewer pixels; `factor` 2 leaves a quarter of them. */
export function softened(ops: ImageOps, image: Image, factor: number): Image {
  const small = ops.resize(
    image,
    Math.floor(image.width / factor),
    Math.floor(image.height / factor),
    'area',
  );
  return ops.resize(small, image.width, image.height, 'bilinear');
}

export function painted(image: Image, box: Box, colour: readonly [number, number, number]): Image {
  const data = image.data.slice();
  for (let y = box.y; y < box.y + box.height; y++)
    for (let x = box.x; x < box.x + box.width; x++) data.set(colour, (y * image.width + x) * 3);
  return { ...image, data };
}

/** A canvas of one grey with the picture at a place; what reaches over the edge is cut off. */
export function placed(image: Image, width: number, height: number, left: number, top: number): Image {
  const data = new Uint8Array(width * height * 3).fill(128);
  for (let y = Math.max(0, top); y < Math.min(height, top + image.height); y++) {
    const from = Math.max(0, left);
    const until = Math.min(width, left + image.width);
    const start = ((y - top) * image.width + from - left) * 3;
    data.set(image.data.subarray(start, start + (until - from) * 3), (y * width + from) * 3);
  }
  return { width, height, channels: 3, data };
}
