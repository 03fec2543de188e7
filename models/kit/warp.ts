import type { Affine, Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { crop } from './crop.ts';
import { applyAffine, composeAffine, invertAffine } from './geometry.ts';

/** Pixels kept around the region that is read, for the bilinear filter. */
const MARGIN = 2;

/**
 * `warpAffine` into a `size` x `size` image, without aliasing: where the picture shrinks to less than half, whole
 * blocks of pixels are averaged first. Only the region that is needed is touched. Outside of the source is black.
 * @param matrix maps source pixels to pixels of the result
 */
export function warpSquare(ops: ImageOps, src: Image, matrix: Affine, size: number): Image {
  const inverse = invertAffine(matrix);
  const corners = [
    [0, 0],
    [size, 0],
    [0, size],
    [size, size],
  ] as const;
  const inSource = corners.map((corner) => applyAffine(inverse, corner));
  const block = Math.max(1, Math.floor(1 / Math.hypot(matrix[0], matrix[3])));
  const [x0, y0] = [0, 1].map((axis) =>
    Math.max(0, Math.floor(Math.min(...inSource.map((point) => point[axis as 0])) - MARGIN * block)),
  ) as [number, number];
  const right = Math.min(
    src.width,
    Math.ceil(Math.max(...inSource.map((point) => point[0])) + MARGIN * block),
  );
  const bottom = Math.min(
    src.height,
    Math.ceil(Math.max(...inSource.map((point) => point[1])) + MARGIN * block),
  );
  const width = Math.floor((right - x0) / block);
  const height = Math.floor((bottom - y0) / block);
  if (width < 1 || height < 1) {
    return { width: size, height: size, channels: src.channels, data: black(size, src.channels) };
  }
  const region = crop(src, { x: x0, y: y0, width: width * block, height: height * block });
  const small = block === 1 ? region : ops.resize(region, width, height, 'area');
  // Pixel i of `small` has its centre at source coordinate block * (i + 0.5) - 0.5 + offset.
  const shift = (block - 1) / 2;
  const toSource: Affine = [block, 0, shift + x0, 0, block, shift + y0];
  return ops.warpAffine(small, composeAffine(matrix, toSource), size, size, 'constant');
}

const black = (size: number, channels: number): Uint8Array => new Uint8Array(size * size * channels);
