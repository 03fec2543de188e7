import type { Affine, Image } from './image-ops.ts';

/** Throws a TypeError when an image is not what its own fields say: a provider must never read past its end. */
export function checkImage(image: Image, channels?: 1 | 3): void {
  checkSize(image.width, image.height);
  if (image.channels !== 1 && image.channels !== 3) throw new TypeError('an image has 1 or 3 channels');
  if (channels !== undefined && image.channels !== channels)
    throw new TypeError(`expected ${channels} channel(s), got ${image.channels}`);
  if (image.data.length !== image.width * image.height * image.channels)
    throw new TypeError(
      `${image.width} x ${image.height} x ${image.channels} bytes expected, got ${image.data.length}`,
    );
}

/** Largest side in pixels: four times the camera's, so that a wrong number fails here and not in a full memory. */
const MAX_SIDE = 16_384;

export function checkSize(width: number, height: number): void {
  for (const side of [width, height])
    if (!Number.isInteger(side) || side < 1 || side > MAX_SIDE)
      throw new TypeError(`an image side is a whole number from 1 to ${MAX_SIDE}, got ${side}`);
}

export function checkSameSize(a: Image, b: Image): void {
  if (a.width !== b.width || a.height !== b.height)
    throw new TypeError(`two images of one size expected: ${a.width}x${a.height}, ${b.width}x${b.height}`);
}

/** Throws when the matrix has a hole or cannot be inverted: OpenCV would answer with an empty or black picture. */
export function checkAffine(matrix: Affine): void {
  if (matrix.length !== 6 || !matrix.every(Number.isFinite))
    throw new TypeError('an affine matrix is six finite numbers');
  const [a, b, , d, e] = matrix;
  if (Math.abs(a * e - b * d) < 1e-12) throw new TypeError('the affine matrix cannot be inverted');
}
