import type { CropRect } from '../../../main/contract/face.ts';

/** Time constant of the moving crop, in ms: slow enough to look like a calm camera, fast enough to keep up. */
const settleMs = 220;

/** The crop after some ms on its way to where it is to be. */
export const approach = (from: CropRect, to: CropRect, elapsedMs: number): CropRect => {
  const share = 1 - Math.exp(-Math.max(0, elapsedMs) / settleMs);
  const between = (a: number, b: number) => a + (b - a) * share;
  return {
    x: between(from.x, to.x),
    y: between(from.y, to.y),
    width: between(from.width, to.width),
    height: between(from.height, to.height),
  };
};

/**
 * The rectangle of the picture, in its pixels, to draw into a frame of another shape: grown round the crop's middle to
 * the frame's shape, kept inside the picture.
 *
 * @param picture width and height of the picture in pixels
 * @param frameShape width divided by height of the frame
 */
export const sourceOf = (
  crop: CropRect,
  picture: { readonly width: number; readonly height: number },
  frameShape: number,
): { x: number; y: number; width: number; height: number } => {
  let width = Math.max(1, crop.width * picture.width);
  let height = Math.max(1, crop.height * picture.height);
  if (width / height < frameShape) width = height * frameShape;
  else height = width / frameShape;
  const shrink = Math.min(1, picture.width / width, picture.height / height);
  width *= shrink;
  height *= shrink;
  const keep = (middle: number, size: number, limit: number) =>
    Math.max(0, Math.min(middle - size / 2, limit - size));
  return {
    x: keep((crop.x + crop.width / 2) * picture.width, width, picture.width),
    y: keep((crop.y + crop.height / 2) * picture.height, height, picture.height),
    width,
    height,
  };
};

/** Whether two crops would look the same: less than half a thousandth of the picture apart. */
export const isSameCrop = (a: CropRect, b: CropRect | undefined): boolean =>
  b !== undefined &&
  Math.max(
    Math.abs(a.x - b.x),
    Math.abs(a.y - b.y),
    Math.abs(a.width - b.width),
    Math.abs(a.height - b.height),
  ) < 0.0005;
