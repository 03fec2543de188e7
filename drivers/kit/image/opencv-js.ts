import { createRequire } from 'node:module';
import { checkAffine, checkImage, checkSameSize, checkSize } from './image-checks.ts';
import type { Affine, Image, ImageOps, MeanStdDev } from './image-ops.ts';

/** The default provider: OpenCV 4.12 as WebAssembly, no build and no native code (`@techstark/opencv-js`). */

interface Mat {
  readonly data: Uint8Array;
  readonly data64F: Float64Array;
  delete(): void;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of the wasm module that this file uses: the package's own types cannot be checked under `nodenext`. */
interface OpenCv {
  readonly Mat: new (rows?: number, cols?: number, type?: number) => Mat;
  readonly Size: new (width: number, height: number) => Size;
  readonly Scalar: new (...values: number[]) => readonly number[];
  readonly CV_8UC1: number;
  readonly CV_8UC3: number;
  readonly CV_64F: number;
  readonly CV_64FC1: number;
  readonly INTER_LINEAR: number;
  readonly INTER_AREA: number;
  readonly BORDER_CONSTANT: number;
  readonly BORDER_REPLICATE: number;
  readonly BORDER_DEFAULT: number;
  readonly COLOR_RGB2GRAY: number;
  resize(src: Mat, dst: Mat, size: Size, fx: number, fy: number, filter: number): void;
  warpAffine(
    src: Mat,
    dst: Mat,
    matrix: Mat,
    size: Size,
    flags: number,
    border: number,
    value: readonly number[],
  ): void;
  cvtColor(src: Mat, dst: Mat, code: number): void;
  meanStdDev(src: Mat, mean: Mat, stdDev: Mat): void;
  Laplacian(
    src: Mat,
    dst: Mat,
    depth: number,
    ksize: number,
    scale: number,
    delta: number,
    border: number,
  ): void;
  absdiff(a: Mat, b: Mat, dst: Mat): void;
  exceptionFromPtr(pointer: number): { readonly msg: string };
}

interface OpenCvModule extends OpenCv {
  onRuntimeInitialized?: () => void;
}

let loading: Promise<ImageOps> | null = null;

/** Loads the module once per process (about 0.5 s, 120 MB); every later call gets the same operations. */
export function loadOpenCvJs(): Promise<ImageOps> {
  loading ??= start().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

function start(): Promise<ImageOps> {
  return new Promise((resolve) => {
    const cv = requireQuietly();
    // The module is itself a thenable that resolves with itself: it must never be the value of a promise.
    if (typeof cv.Mat === 'function') resolve(new OpenCvJsOps(cv));
    else cv.onRuntimeInitialized = () => resolve(new OpenCvJsOps(cv));
  });
}

/** Emscripten installs process-wide handlers that rethrow; a library has no say in how this process ends. */
function requireQuietly(): OpenCvModule {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set(process.listeners(event as 'exit')));
  const cv = createRequire(import.meta.url)('@techstark/opencv-js') as OpenCvModule;
  events.forEach((event, index) => {
    for (const listener of process.listeners(event as 'exit'))
      if (!before[index]?.has(listener)) process.removeListener(event, listener);
  });
  return cv;
}

class OpenCvJsOps implements ImageOps {
  readonly provider = 'opencv-js';
  readonly #cv: OpenCv;

  constructor(cv: OpenCv) {
    this.#cv = cv;
  }

  resize(src: Image, width: number, height: number, filter: 'bilinear' | 'area'): Image {
    checkImage(src);
    checkSize(width, height);
    const cv = this.#cv;
    return this.#withMats((mat) => {
      const dst = mat();
      const flag = filter === 'area' ? cv.INTER_AREA : cv.INTER_LINEAR;
      cv.resize(mat(src), dst, new cv.Size(width, height), 0, 0, flag);
      return copyOut(dst, width, height, src.channels);
    });
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
    return this.#withMats((mat, track) => {
      const m = track(new cv.Mat(2, 3, cv.CV_64FC1));
      m.data64F.set(matrix);
      const dst = mat();
      const mode = border === 'replicate' ? cv.BORDER_REPLICATE : cv.BORDER_CONSTANT;
      const size = new cv.Size(width, height);
      cv.warpAffine(mat(src), dst, m, size, cv.INTER_LINEAR, mode, new cv.Scalar(0, 0, 0, 0));
      return copyOut(dst, width, height, src.channels);
    });
  }

  toGray(src: Image): Image {
    checkImage(src);
    if (src.channels === 1) return { ...src, data: src.data.slice() };
    const cv = this.#cv;
    return this.#withMats((mat) => {
      const dst = mat();
      cv.cvtColor(mat(src), dst, cv.COLOR_RGB2GRAY);
      return copyOut(dst, src.width, src.height, 1);
    });
  }

  meanStdDev(src: Image): MeanStdDev {
    checkImage(src);
    return this.#withMats((mat) => this.#meanStdDevOf(mat(src), mat(), mat()));
  }

  laplacianVariance(gray: Image): number {
    checkImage(gray, 1);
    const cv = this.#cv;
    return this.#withMats((mat) => {
      const edges = mat();
      cv.Laplacian(mat(gray), edges, cv.CV_64F, 1, 1, 0, cv.BORDER_DEFAULT);
      return (this.#meanStdDevOf(edges, mat(), mat()).stdDev[0] ?? 0) ** 2;
    });
  }

  meanAbsDiff(a: Image, b: Image): number {
    checkImage(a, 1);
    checkImage(b, 1);
    checkSameSize(a, b);
    return this.#withMats((mat) => {
      const difference = mat();
      this.#cv.absdiff(mat(a), mat(b), difference);
      return this.#meanStdDevOf(difference, mat(), mat()).mean[0] ?? 0;
    });
  }

  #meanStdDevOf(src: Mat, mean: Mat, stdDev: Mat): MeanStdDev {
    this.#cv.meanStdDev(src, mean, stdDev);
    return { mean: Array.from(mean.data64F), stdDev: Array.from(stdDev.data64F) };
  }

  /** Runs `work` with a maker of Mats; all of them are freed afterwards, also when OpenCV throws. */
  #withMats<T>(work: (mat: (image?: Image) => Mat, track: (mat: Mat) => Mat) => T): T {
    const cv = this.#cv;
    const mats: Mat[] = [];
    const track = (mat: Mat): Mat => {
      mats.push(mat);
      return mat;
    };
    const make = (image?: Image): Mat => {
      if (!image) return track(new cv.Mat());
      const mat = track(
        new cv.Mat(image.height, image.width, image.channels === 3 ? cv.CV_8UC3 : cv.CV_8UC1),
      );
      mat.data.set(image.data);
      return mat;
    };
    try {
      return work(make, track);
    } catch (error) {
      // OpenCV's C++ exceptions arrive as bare pointers.
      throw typeof error === 'number' ? new Error(cv.exceptionFromPtr(error).msg) : error;
    } finally {
      for (const mat of mats) mat.delete();
    }
  }
}

function copyOut(mat: Mat, width: number, height: number, channels: 1 | 3): Image {
  return { width, height, channels, data: mat.data.slice() };
}
