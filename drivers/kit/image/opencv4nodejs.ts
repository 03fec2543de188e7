import { createRequire } from 'node:module';
import { checkAffine, checkImage, checkSameSize, checkSize } from './image-checks.ts';
import type { Affine, Image, ImageOps, MeanStdDev } from './image-ops.ts';

/** The optional native provider: the system's OpenCV through `opencv4nodejs`, built by `npm run setup:native`. */

interface Mat {
  getData(): Buffer;
  at(row: number, column: number): number;
  resize(rows: number, cols: number, fx: number, fy: number, filter: number): Mat;
  warpAffine(matrix: Mat, size: Size, flags: number, border: number): Mat;
  cvtColor(code: number): Mat;
  meanStdDev(): { readonly mean: Mat; readonly stddev: Mat };
  laplacian(depth: number): Mat;
  absdiff(other: Mat): Mat;
  /** Frees the pixels now; the garbage collector sees only the small handle. */
  release(): void;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

interface OpenCv {
  readonly Mat: {
    new (data: Buffer, rows: number, cols: number, type: number): Mat;
    new (values: readonly (readonly number[])[], type: number): Mat;
  };
  readonly Size: new (width: number, height: number) => Size;
  readonly CV_8UC1: number;
  readonly CV_8UC3: number;
  readonly CV_64F: number;
  readonly INTER_LINEAR: number;
  readonly INTER_AREA: number;
  readonly BORDER_CONSTANT: number;
  readonly BORDER_REPLICATE: number;
  readonly COLOR_RGB2GRAY: number;
}

let loaded: ImageOps | null | undefined;

/** The native provider, or null where it is not built for this Node. */
export function loadOpenCv4NodeJs(): Promise<ImageOps | null> {
  if (loaded === undefined) {
    // Without it the package would look for an OpenCV of its own to download and build.
    process.env.OPENCV4NODEJS_DISABLE_AUTOBUILD = '1';
    try {
      loaded = new OpenCv4NodeJsOps(createRequire(import.meta.url)('opencv4nodejs') as OpenCv);
    } catch {
      loaded = null;
    }
  }
  return Promise.resolve(loaded);
}

class OpenCv4NodeJsOps implements ImageOps {
  readonly provider = 'opencv4nodejs';
  readonly #cv: OpenCv;

  constructor(cv: OpenCv) {
    this.#cv = cv;
  }

  resize(src: Image, width: number, height: number, filter: 'bilinear' | 'area'): Image {
    checkImage(src);
    checkSize(width, height);
    const flag = filter === 'area' ? this.#cv.INTER_AREA : this.#cv.INTER_LINEAR;
    return this.#withMats((keep, mat) =>
      copyOut(keep(mat(src).resize(height, width, 0, 0, flag)), width, height, src.channels),
    );
  }

  warpAffine(
    src: Image,
    matrix: Affine,
    width: number,
    height: number,
    border: 'constant' | 'replicate',
  ): Image {
    checkImage(src);
    checkSize(width, height);
    checkAffine(matrix);
    const cv = this.#cv;
    const mode = border === 'replicate' ? cv.BORDER_REPLICATE : cv.BORDER_CONSTANT;
    return this.#withMats((keep, mat) => {
      const m = keep(new cv.Mat([matrix.slice(0, 3), matrix.slice(3)], cv.CV_64F));
      const size = new cv.Size(width, height);
      return copyOut(keep(mat(src).warpAffine(m, size, cv.INTER_LINEAR, mode)), width, height, src.channels);
    });
  }

  toGray(src: Image): Image {
    checkImage(src);
    if (src.channels === 1) return { ...src, data: src.data.slice() };
    return this.#withMats((keep, mat) =>
      copyOut(keep(mat(src).cvtColor(this.#cv.COLOR_RGB2GRAY)), src.width, src.height, 1),
    );
  }

  meanStdDev(src: Image): MeanStdDev {
    checkImage(src);
    return this.#withMats((keep, mat) => figures(keep, mat(src), src.channels));
  }

  laplacianVariance(gray: Image): number {
    checkImage(gray, 1);
    return this.#withMats((keep, mat) => {
      const edges = keep(mat(gray).laplacian(this.#cv.CV_64F));
      return (figures(keep, edges, 1).stdDev[0] ?? 0) ** 2;
    });
  }

  meanAbsDiff(a: Image, b: Image): number {
    checkImage(a, 1);
    checkImage(b, 1);
    checkSameSize(a, b);
    return this.#withMats((keep, mat) => figures(keep, keep(mat(a).absdiff(mat(b))), 1).mean[0] ?? 0);
  }

  /** Runs `work`; every Mat that it keeps is released afterwards, also when OpenCV throws (it throws bare strings). */
  #withMats<T>(work: (keep: (mat: Mat) => Mat, mat: (image: Image) => Mat) => T): T {
    const cv = this.#cv;
    const mats: Mat[] = [];
    const keep = (mat: Mat): Mat => {
      mats.push(mat);
      return mat;
    };
    const fromImage = ({ width, height, channels, data }: Image): Mat =>
      keep(new cv.Mat(Buffer.from(data), height, width, channels === 3 ? cv.CV_8UC3 : cv.CV_8UC1));
    try {
      return work(keep, fromImage);
    } catch (error) {
      throw typeof error === 'string' ? new Error(error) : error;
    } finally {
      for (const mat of mats) mat.release();
    }
  }
}

function figures(keep: (mat: Mat) => Mat, src: Mat, channels: number): MeanStdDev {
  const { mean, stddev } = src.meanStdDev();
  keep(mean);
  keep(stddev);
  const column = (mat: Mat): number[] => Array.from({ length: channels }, (_, row) => mat.at(row, 0));
  return { mean: column(mean), stdDev: column(stddev) };
}

function copyOut(mat: Mat, width: number, height: number, channels: 1 | 3): Image {
  return { width, height, channels, data: new Uint8Array(mat.getData()) };
}
