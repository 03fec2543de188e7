/**
 * The port behind which every image operation of the terminal stands. Two providers implement it and pass the same
 * tests: `opencv-js` (wasm, the default) and `opencv4nodejs` (native, optional, built by `npm run setup:native`).
 */

/** An 8-bit image: row-major, interleaved, no row padding. Three channels are always in the order R, G, B. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** `width * height * channels` bytes. */
  readonly data: Uint8Array;
}

/** A 2x3 affine matrix, row by row, that maps SOURCE pixel coordinates to DESTINATION pixel coordinates. */
export type Affine = readonly [number, number, number, number, number, number];

export interface MeanStdDev {
  /** One value per channel, 0..255. */
  readonly mean: readonly number[];
  readonly stdDev: readonly number[];
}

export interface ImageOps {
  readonly provider: 'opencv-js' | 'opencv4nodejs';
  /** `area` is the right filter for shrinking, `bilinear` for everything else. */
  resize(src: Image, width: number, height: number, filter: 'bilinear' | 'area'): Image;
  /** Bilinear warp into a `width` x `height` image; pixels outside the source become black (`constant`) or the edge (`replicate`). */
  warpAffine(
    src: Image,
    matrix: Affine,
    width: number,
    height: number,
    border: 'constant' | 'replicate',
  ): Image;
  /** ITU-R BT.601 luma. */
  toGray(src: Image): Image;
  meanStdDev(src: Image): MeanStdDev;
  /** Variance of the 3x3 Laplacian of a grey image: the usual sharpness figure. */
  laplacianVariance(gray: Image): number;
  /** Mean absolute difference of two grey images of one size, 0..255: zero means the picture does not move. */
  meanAbsDiff(a: Image, b: Image): number;
}
