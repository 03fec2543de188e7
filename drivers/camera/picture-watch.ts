import { decodeGrayThumbnail } from '../kit/image/codec.ts';
import type { Image, ImageOps } from '../kit/image/image-ops.ts';

/** What is wrong with the pictures themselves, though they come. */
export type PictureFault = 'black' | 'frozen' | 'undecodable';

export interface PictureJudgement {
  readonly fault: PictureFault | null;
  readonly brightness: number;
  readonly contrast: number;
  readonly sharpness: number;
}

const THUMBNAIL_SIDE = 160;
/** A covered lens: measured 0 to 4 for black with sensor noise; the darkest usable room has a mean above 20. */
const BLACK_MEAN = 14;
const BLACK_CONTRAST = 6;
/** A living sensor's noise moves at least some of the 160 x 120 pixels by one step; a repeated picture moves none. */
const FROZEN_DIFFERENCE = 0.0005;

/**
 * Looks at some of the pictures, small and grey (about 2 ms each), and says when they have been black, frozen or no
 * pictures at all for as long as the limits say.
 */
export class PictureWatch {
  readonly #ops: ImageOps;
  readonly #limits: { readonly blackAfter: number; readonly frozenAfter: number };
  #last: Image | null = null;
  #blackSince: number | null = null;
  #sameSince: number | null = null;
  #badSince: number | null = null;
  #sawLife = false;

  constructor(ops: ImageOps, limits: { readonly blackAfter: number; readonly frozenAfter: number }) {
    this.#ops = ops;
    this.#limits = limits;
  }

  reset(): void {
    this.#last = null;
    this.#blackSince = null;
    this.#sameSince = null;
    this.#badSince = null;
    this.#sawLife = false;
  }

  /** True when the last look saw a picture that is not black and that has moved since the one before. */
  get sawLife(): boolean {
    return this.#sawLife;
  }

  /** `atMs` is when the picture was captured; pictures must be given in order. */
  async look(jpeg: Uint8Array, atMs: number): Promise<PictureJudgement> {
    let picture: Image;
    try {
      picture = await decodeGrayThumbnail(jpeg, THUMBNAIL_SIDE);
    } catch {
      this.#badSince ??= atMs;
      this.#sawLife = false;
      const lasting = atMs - this.#badSince >= this.#limits.blackAfter;
      return { fault: lasting ? 'undecodable' : null, brightness: 0, contrast: 0, sharpness: 0 };
    }
    this.#badSince = null;
    const { mean, stdDev } = this.#ops.meanStdDev(picture);
    const brightness = mean[0] ?? 0;
    const contrast = stdDev[0] ?? 0;
    const black = brightness < BLACK_MEAN && contrast < BLACK_CONTRAST;
    const same = this.#isSame(picture);
    this.#sawLife = this.#last !== null && !same && !black;
    this.#last = picture;
    this.#blackSince = black ? (this.#blackSince ?? atMs) : null;
    this.#sameSince = same ? (this.#sameSince ?? atMs) : null;
    return {
      fault: this.#faultAt(atMs),
      brightness,
      contrast,
      sharpness: this.#ops.laplacianVariance(picture),
    };
  }

  #isSame(picture: Image): boolean {
    const last = this.#last;
    if (!last || last.width !== picture.width || last.height !== picture.height) return false;
    return this.#ops.meanAbsDiff(picture, last) < FROZEN_DIFFERENCE;
  }

  /** A covered lens may also stand perfectly still: black is the more useful word for it. */
  #faultAt(atMs: number): PictureFault | null {
    if (this.#blackSince !== null) return atMs - this.#blackSince >= this.#limits.blackAfter ? 'black' : null;
    if (this.#sameSince !== null && atMs - this.#sameSince >= this.#limits.frozenAfter) return 'frozen';
    return null;
  }
}
