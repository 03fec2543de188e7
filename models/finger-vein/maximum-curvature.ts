/**
 * Maximum curvature [Miura 2005/2007]: veins are the valleys of the grey profiles in four directions. Pure; the sums are
 * taken in 64-bit floats, which gives the binary picture of the reference to the pixel.
 */
import { curvatureSettings } from './vein-constants.ts';

/** Row-major picture and mask of one size; the mask is 1 where the finger is. */
export interface MaskedImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly mask: Uint8Array;
}

/** 1 where a vein is, row-major, of the picture's size. A picture without any vein gives zeros. */
export function veinsOf(image: MaskedImage): Uint8Array {
  const connected = connect(valleys(image), image.width, image.height);
  const positive = connected.filter((value) => value > 0);
  const limit = medianOf(positive);
  const veins = new Uint8Array(connected.length);
  for (let i = 0; i < connected.length; i++) veins[i] = connected[i]! > limit ? 1 : 0;
  return veins;
}

const { sigma, reach } = curvatureSettings;
const kernel = (weight: (x: number) => number): Float64Array =>
  Float64Array.from({ length: reach + 1 }, (_, x) => weight(x));
const bell = (x: number): number =>
  Math.exp(-(x * x) / (2 * sigma * sigma)) / (Math.sqrt(2 * Math.PI) * sigma);
/** Right halves of the Gaussian and its derivatives; the first derivative is odd, the others are even. */
const smooth = kernel(bell);
const slope = kernel((x) => (-x / sigma ** 2) * bell(x));
const bend = kernel((x) => ((x * x - sigma * sigma) / sigma ** 4) * bell(x));

/** The vein score of every pixel: where a profile bends upwards, the deepest point gets curvature x width. */
function valleys({ width, height, data, mask }: MaskedImage): Float64Array {
  const size = width * height;
  const [s, d, dd] = alongRows(data, width, height);
  const fx = alongColumns(d, width, height, smooth, 1);
  const fxx = alongColumns(dd, width, height, smooth, 1);
  const fy = alongColumns(s, width, height, slope, -1);
  const fyy = alongColumns(s, width, height, bend, 1);
  const fxy = alongColumns(d, width, height, slope, -1);
  const scores = new Float64Array(size);
  const k = new Float64Array(size);
  const half = Math.SQRT1_2;
  const curvature = (first: number, second: number): number => {
    const t = 1 + first * first;
    return second / (t * Math.sqrt(t));
  };
  for (let i = 0; i < size; i++) k[i] = mask[i] ? curvature(fx[i]!, fxx[i]!) : 0;
  for (let y = 0; y < height; y++) profile(k, scores, y * width, 1, width);
  for (let i = 0; i < size; i++) k[i] = mask[i] ? curvature(fy[i]!, fyy[i]!) : 0;
  for (let x = 0; x < width; x++) profile(k, scores, x, width, height);
  for (let i = 0; i < size; i++)
    k[i] = mask[i] ? curvature(half * (fx[i]! + fy[i]!), 0.5 * fxx[i]! + fxy[i]! + 0.5 * fyy[i]!) : 0;
  for (let x = 0; x < width; x++) profile(k, scores, x, width + 1, Math.min(width - x, height));
  for (let y = 1; y < height; y++) profile(k, scores, y * width, width + 1, Math.min(width, height - y));
  for (let i = 0; i < size; i++)
    k[i] = mask[i] ? curvature(half * (fx[i]! - fy[i]!), 0.5 * fxx[i]! - fxy[i]! + 0.5 * fyy[i]!) : 0;
  for (let x = 0; x < width; x++) profile(k, scores, x, width - 1, Math.min(x + 1, height));
  for (let y = 1; y < height; y++)
    profile(k, scores, y * width + width - 1, width - 1, Math.min(width, height - y));
  return scores;
}

/** Adds, for each run of positive curvature on one line of pixels, its length x its largest value at that value's place. */
function profile(k: Float64Array, scores: Float64Array, start: number, step: number, count: number): void {
  let run = 0;
  let best = 0;
  let at = 0;
  for (let i = 0, p = start; i < count; i++, p += step) {
    const value = k[p]!;
    if (value > 0) {
      if (run === 0 || value > best) {
        best = value;
        at = p;
      }
      run++;
    } else if (run > 0) {
      scores[at] = scores[at]! + best * run;
      run = 0;
    }
  }
  if (run > 0) scores[at] = scores[at]! + best * run;
}

/**
 * Joins what lies on a line: per direction the weaker of the two sides, over the directions the strongest. A direction
 * counts only where two pixels on both sides lie inside the picture.
 */
function connect(v: Float64Array, width: number, height: number): Float64Array {
  const out = new Float64Array(v.length);
  const directions = [
    [1, 2, 0],
    [width, 0, 2],
    [width + 1, 2, 2],
    [width - 1, 2, 2],
  ] as const;
  for (const [step, left, top] of directions)
    for (let y = top; y < height - top; y++)
      for (let p = y * width + left, end = (y + 1) * width - left; p < end; p++) {
        const [near, far, back, behind] = [v[p + step]!, v[p + 2 * step]!, v[p - step]!, v[p - 2 * step]!];
        const a = Math.max(near, far);
        const b = Math.max(back, behind);
        const weaker = Math.min(a, b);
        if (weaker > out[p]!) out[p] = weaker;
      }
  return out;
}

/** Gaussian, its slope and its bend along every row, edge pixels repeated; grey levels become 0..1. */
function alongRows(
  data: Uint8Array,
  width: number,
  height: number,
): [Float64Array, Float64Array, Float64Array] {
  const size = width * height;
  const [s, d, dd] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const line = new Float64Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < line.length; x++)
      line[x] = data[row + Math.min(width - 1, Math.max(0, x - reach))]! / 255;
    for (let x = 0; x < width; x++) {
      const middle = line[x + reach]!;
      let sum = middle * smooth[0]!;
      let first = 0;
      let second = middle * bend[0]!;
      for (let i = 1; i <= reach; i++) {
        const before = line[x + reach - i]!;
        const after = line[x + reach + i]!;
        sum += (before + after) * smooth[i]!;
        second += (before + after) * bend[i]!;
        first += (before - after) * slope[i]!;
      }
      s[row + x] = sum;
      d[row + x] = first;
      dd[row + x] = second;
    }
  }
  return [s, d, dd];
}

/** One even (`sign` 1) or odd (-1) kernel along every column, edge pixels repeated. */
function alongColumns(
  src: Float64Array,
  width: number,
  height: number,
  half: Float64Array,
  sign: 1 | -1,
): Float64Array {
  const out = new Float64Array(src.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const h0 = sign === 1 ? half[0]! : 0;
    for (let x = 0; x < width; x++) out[row + x] = src[row + x]! * h0;
    for (let i = 1; i <= reach; i++) {
      const before = Math.max(0, y - i) * width;
      const after = Math.min(height - 1, y + i) * width;
      const w = half[i]!;
      if (sign === 1)
        for (let x = 0; x < width; x++)
          out[row + x] = out[row + x]! + (src[before + x]! + src[after + x]!) * w;
      else
        for (let x = 0; x < width; x++)
          out[row + x] = out[row + x]! + (src[before + x]! - src[after + x]!) * w;
    }
  }
  return out;
}

function medianOf(values: Float64Array): number {
  if (values.length === 0) return Number.POSITIVE_INFINITY;
  const sorted = values.sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
