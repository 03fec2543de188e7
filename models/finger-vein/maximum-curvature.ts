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

export interface VeinPicture {
  /** 1 where a vein is, row-major, of the picture's size; zeros when there is none. */
  readonly veins: Uint8Array;
  /** 95th percentile of the vein scores that are not zero: how clearly the veins stand out. 0 without any. */
  readonly strength: number;
}

export function veinPicture(image: MaskedImage): VeinPicture {
  const connected = connect(valleys(image), image.width, image.height);
  const { median, strength } = middleAndHigh(connected);
  const veins = new Uint8Array(connected.length);
  for (let i = 0; i < connected.length; i++) veins[i] = connected[i]! > median ? 1 : 0;
  return { veins, strength };
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
  const [along, across, down, up] = curvatures(data, mask, width, height);
  const scores = new Float64Array(data.length);
  for (let y = 0; y < height; y++) profile(along, scores, y * width, 1, width);
  for (let x = 0; x < width; x++) profile(across, scores, x, width, height);
  for (let x = 0; x < width; x++) profile(down, scores, x, width + 1, Math.min(width - x, height));
  for (let y = 1; y < height; y++) profile(down, scores, y * width, width + 1, Math.min(width, height - y));
  for (let x = 0; x < width; x++) profile(up, scores, x, width - 1, Math.min(x + 1, height));
  for (let y = 1; y < height; y++)
    profile(up, scores, y * width + width - 1, width - 1, Math.min(width, height - y));
  return scores;
}

type Curvatures = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Curvature of the profiles along the rows, across them, and along both diagonals; 0 outside of the mask. */
function curvatures(data: Uint8Array, mask: Uint8Array, width: number, height: number): Curvatures {
  const [s, d, dd] = alongRows(data, width, height);
  const [k0, k90, kDown, kUp] = Array.from({ length: 4 }, () => new Float64Array(data.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let p = 0; p < data.length; p++) {
    if (mask[p] === 0) continue;
    const q = p + reach * width;
    let fx = d[q]! * smooth[0]!;
    let fxx = dd[q]! * smooth[0]!;
    let fy = 0;
    let fyy = s[q]! * bend[0]!;
    let fxy = 0;
    for (let i = 1, above = q - width, below = q + width; i <= reach; i++, above -= width, below += width) {
      const even = smooth[i]!;
      const odd = slope[i]!;
      fx += (d[above]! + d[below]!) * even;
      fxx += (dd[above]! + dd[below]!) * even;
      fy += (s[above]! - s[below]!) * odd;
      fyy += (s[above]! + s[below]!) * bend[i]!;
      fxy += (d[above]! - d[below]!) * odd;
    }
    k0[p] = curvature(fx, fxx);
    k90[p] = curvature(fy, fyy);
    const both = 0.5 * fxx + 0.5 * fyy;
    kDown[p] = curvature(Math.SQRT1_2 * (fx + fy), both + fxy);
    kUp[p] = curvature(Math.SQRT1_2 * (fx - fy), both - fxy);
  }
  return [k0, k90, kDown, kUp];
}

/** Only valleys count: where the profile bends down, 0 saves a root and a division. */
function curvature(first: number, second: number): number {
  if (second <= 0) return 0;
  const t = 1 + first * first;
  return second / (t * Math.sqrt(t));
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
        const ahead = Math.max(v[p + step]!, v[p + 2 * step]!);
        // Most of the picture has no vein.
        if (ahead <= out[p]!) continue;
        const weaker = Math.min(ahead, Math.max(v[p - step]!, v[p - 2 * step]!));
        if (weaker > out[p]!) out[p] = weaker;
      }
  return out;
}

/**
 * Gaussian, its slope and its bend along every row, edge pixels repeated; grey levels become 0..1. The first and last row
 * stand there `reach` times more, so that whoever sums along the columns need not ask where the picture ends.
 */
function alongRows(
  data: Uint8Array,
  width: number,
  height: number,
): [Float64Array, Float64Array, Float64Array] {
  const size = width * (height + 2 * reach);
  const [s, d, dd] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const line = new Float64Array(width + 2 * reach + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const to = (y + reach) * width;
    for (let x = 0; x < line.length; x++)
      line[x] = data[row + Math.min(width - 1, Math.max(0, x - reach))]! / 255;
    // Two pixels at a time: half the work of looking the kernels up.
    for (let x = 0; x < width; x += 2) {
      const p = x + reach;
      const middle = line[p]!;
      const next = line[p + 1]!;
      let sum = middle * smooth[0]!;
      let first = 0;
      let second = middle * bend[0]!;
      let nextSum = next * smooth[0]!;
      let nextFirst = 0;
      let nextSecond = next * bend[0]!;
      for (let i = 1; i <= reach; i++) {
        const even = smooth[i]!;
        const odd = slope[i]!;
        const bent = bend[i]!;
        const before = line[p - i]!;
        const after = line[p + i]!;
        sum += (before + after) * even;
        second += (before + after) * bent;
        first += (before - after) * odd;
        const nextBefore = line[p + 1 - i]!;
        const nextAfter = line[p + 1 + i]!;
        nextSum += (nextBefore + nextAfter) * even;
        nextSecond += (nextBefore + nextAfter) * bent;
        nextFirst += (nextBefore - nextAfter) * odd;
      }
      s[to + x] = sum;
      d[to + x] = first;
      dd[to + x] = second;
      if (x + 1 === width) continue;
      s[to + x + 1] = nextSum;
      d[to + x + 1] = nextFirst;
      dd[to + x + 1] = nextSecond;
    }
  }
  for (const field of [s, d, dd])
    for (let i = 0; i < reach; i++) {
      field.copyWithin(i * width, reach * width, (reach + 1) * width);
      field.copyWithin((height + reach + i) * width, (height + reach - 1) * width, (height + reach) * width);
    }
  return [s, d, dd];
}

/** Of the positive values; without any an infinite median and no strength. */
function middleAndHigh(values: Float64Array): { readonly median: number; readonly strength: number } {
  const positive = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > 0) positive[count++] = values[i]!;
  if (count === 0) return { median: Number.POSITIVE_INFINITY, strength: 0 };
  const half = count >> 1;
  const upper = smallest(positive, count, half);
  // Everything before the place of `upper` is at most as large now.
  const median = count % 2 === 1 ? upper : (largest(positive, half) + upper) / 2;
  return { median, strength: smallest(positive, count, Math.floor(STRONG * (count - 1))) };
}

const STRONG = 0.95;

/** Puts the value that sorting would put at `place` there, smaller ones before it (Hoare's selection). */
function smallest(values: Float64Array, count: number, place: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const held = values[i]!;
      values[i++] = values[j]!;
      values[j--] = held;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place]!;
}

function largest(values: Float64Array, count: number): number {
  let most = values[0]!;
  for (let i = 1; i < count; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
