import sharp, { type Sharp } from 'sharp';
import { checkImage } from './image-checks.ts';
import type { Image } from './image-ops.ts';

/** Pixels that a picture may have at most: a forged header must not fill the memory. */
const PIXEL_LIMIT = 64_000_000;

/** One picture is one task: several at once would only take the second core away from the models. */
sharp.concurrency(1);
sharp.cache(false);

/**
 * Decodes JPEG, PNG, WebP, TIFF or GIF into RGB, turned upright by its EXIF orientation; transparency becomes white.
 * Rejects with an Error when the bytes are no picture.
 */
export async function decodeImage(bytes: Uint8Array): Promise<Image> {
  return toRgb(sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: 'error' }).autoOrient());
}

/**
 * Decodes a JPEG directly at a small size (libjpeg's shrink-on-load, several times faster than a full decode) into a
 * grey image at most `maxSide` pixels wide and high. Rejects as `decodeImage` does.
 */
export async function decodeGrayThumbnail(bytes: Uint8Array, maxSide: number): Promise<Image> {
  const { data, info } = await sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: 'error' })
    .resize(maxSide, maxSide, { fit: 'inside', kernel: 'linear', withoutEnlargement: true })
    .grayscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 1, data: new Uint8Array(data) };
}

/** JPEG with 4:2:0 chroma; `quality` 1..100. */
export async function encodeJpeg(image: Image, quality: number): Promise<Uint8Array> {
  return new Uint8Array(await fromRaw(image).jpeg({ quality }).toBuffer());
}

/** Lossless, for references and for looking at. */
export async function encodePng(image: Image): Promise<Uint8Array> {
  return new Uint8Array(await fromRaw(image).png().toBuffer());
}

function fromRaw(image: Image): Sharp {
  checkImage(image);
  const { width, height, channels, data } = image;
  return sharp(data, { raw: { width, height, channels } });
}

async function toRgb(picture: Sharp): Promise<Image> {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .toColorspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`expected three channels, got ${info.channels}`);
  // The same bytes, not a copy of them: two megabytes for each picture of the camera.
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { width: info.width, height: info.height, channels: 3, data: bytes };
}
