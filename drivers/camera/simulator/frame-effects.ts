import { decodeImage, encodeJpeg } from '../../kit/image/codec.ts';
import type { Image } from '../../kit/image/image-ops.ts';

/** How many pictures of one still are made, each with noise of its own: a living sensor never repeats itself. */
const NOISE_VARIANTS = 3;
const NOISE_STEPS = 2;
const QUALITY = 88;

/** The frames that stand for one still picture in front of a living sensor. */
export async function livingStill(image: Image, size: FrameSize): Promise<Uint8Array[]> {
  const fitted = fitInto(image, size);
  const variants: Uint8Array[] = [];
  for (let seed = 1; seed <= NOISE_VARIANTS; seed++)
    variants.push(await encodeJpeg(withNoise(fitted, seed), QUALITY));
  return variants;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Black with noise. */
export function blackFrames({ width, height }: FrameSize): Promise<Uint8Array[]> {
  return livingStill(
    { width, height, channels: 3, data: new Uint8Array(width * height * 3) },
    { width, height },
  );
}

/** Another exposure of an encoded frame: every value times `gain`, clipped as a sensor clips. */
export async function exposed(jpeg: Uint8Array, gain: number): Promise<Uint8Array> {
  const image = await decodeImage(jpeg);
  return encodeJpeg({ ...image, data: image.data.map((v) => Math.min(255, Math.round(v * gain))) }, QUALITY);
}

/** Centred on grey, cut where it is too large; never scaled, so that the caller decides how large a face is. */
function fitInto(image: Image, { width, height }: FrameSize): Image {
  if (image.width === width && image.height === height && image.channels === 3) return image;
  const data = new Uint8Array(width * height * 3).fill(120);
  const dx = Math.round((width - image.width) / 2);
  const dy = Math.round((height - image.height) / 2);
  for (let y = Math.max(0, -dy); y < image.height && y + dy < height; y++)
    for (let x = Math.max(0, -dx); x < image.width && x + dx < width; x++)
      for (let c = 0; c < 3; c++)
        data[((y + dy) * width + x + dx) * 3 + c] =
          image.data[(y * image.width + x) * image.channels + (image.channels === 3 ? c : 0)] ?? 0;
  return { width, height, channels: 3, data };
}

function withNoise(image: Image, seed: number): Image {
  let state = seed * 0x9e3779b9;
  const data = image.data.map((value) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const noise = ((state >>> 16) % (2 * NOISE_STEPS + 1)) - NOISE_STEPS;
    return Math.min(255, Math.max(0, value + noise));
  });
  return { ...image, data };
}
