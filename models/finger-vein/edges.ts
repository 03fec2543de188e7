/** The two outer edges of a lying finger, each as a straight line. */
import type { GrayImage } from './gray-image.ts';
import { edgeLimits } from './vein-constants.ts';

/** row = at + slope * (column - middle column). */
export interface EdgeLine {
  readonly slope: number;
  /** Row at the middle column of the picture. */
  readonly at: number;
}

export interface FingerEdges {
  /** `null`: not seen in enough columns. */
  readonly upper: EdgeLine | null;
  readonly lower: EdgeLine | null;
}

/** @param image the finger lies along the rows and is about FINGER_WIDTH pixels wide */
export function traceEdges(image: GrayImage): FingerEdges {
  const { width, height } = image;
  const sums = blurredSums(image);
  const { reach, searchShare, minDrop, minDropShare } = edgeLimits;
  const band = Math.floor(searchShare * height);
  const [from, to] = edgeLimits.middle.map((share) => Math.round(share * height)) as [number, number];
  const least = Float64Array.from({ length: width }, (_, x) =>
    Math.max(minDrop, minDropShare * middleOf(image, x, from, to)),
  );
  const upper = largestDrops(sums, least, reach, band, -1);
  const lower = largestDrops(sums, least, height - band, height - reach, 1);
  const need = edgeLimits.minColumns * width;
  return { upper: robustLine(upper, need), lower: robustLine(lower, need) };
}

/**
 * Per column the row in `first..last` where the light drops most from inside to outside, if it drops by `least`.
 * @param outward 1: outside is below; -1: above
 */
function largestDrops(
  sums: Float64Array,
  least: Float64Array,
  first: number,
  last: number,
  outward: 1 | -1,
): Point[] {
  const width = least.length;
  const { reach } = edgeLimits;
  const drops = new Float64Array(width);
  const rows = new Int32Array(width).fill(-1);
  for (let y = first; y <= last; y++) {
    const at = y * width;
    const before = at - reach * width;
    const after = at + reach * width;
    for (let x = 0; x < width; x++) {
      const drop = (outward * (2 * sums[at + x]! - sums[before + x]! - sums[after + x]!)) / reach;
      if (drop > drops[x]!) {
        drops[x] = drop;
        rows[x] = y;
      }
    }
  }
  const points: Point[] = [];
  // An edge lies between two rows: half a pixel above the first row of its lower side.
  for (let x = 0; x < width; x++)
    if (rows[x]! >= 0 && drops[x]! >= least[x]!) points.push({ x: x - (width - 1) / 2, y: rows[x]! - 0.5 });
  return points;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Least squares, with what lies off the line left out round by round; `null` when fewer than `need` points are left. */
function robustLine(points: readonly Point[], need: number): EdgeLine | null {
  let kept = points;
  for (let round = 0; ; round++) {
    if (kept.length < Math.max(2, need)) return null;
    const line = leastSquares(kept);
    if (round === edgeLimits.lineRounds) return line;
    const distance = ({ x, y }: Point): number => Math.abs(y - line.at - line.slope * x);
    const distances = kept.map(distance).sort((a, b) => a - b);
    const limit = Math.max(edgeLimits.keepPx, edgeLimits.keepDeviations * distances[distances.length >> 1]!);
    kept = points.filter((point) => distance(point) < limit);
  }
}

function leastSquares(points: readonly Point[]): EdgeLine {
  const n = points.length;
  let [sx, sy, sxx, sxy] = [0, 0, 0, 0];
  for (const { x, y } of points) {
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const spread = n * sxx - sx * sx;
  const slope = spread === 0 ? 0 : (n * sxy - sx * sy) / spread;
  return { slope, at: (sy - slope * sx) / n };
}

const counts = new Uint16Array(256);

/** Median of the column's middle rows, by counting levels. */
function middleOf({ width, data }: GrayImage, x: number, from: number, to: number): number {
  counts.fill(0);
  for (let p = from * width + x, end = to * width; p < end; p += width)
    counts[data[p]!] = counts[data[p]!]! + 1;
  let left = (to - from) >> 1;
  let level = 0;
  for (; level < 255 && left >= counts[level]!; level++) left -= counts[level]!;
  return level;
}

/** Box blur along and across, near the borders over what there is; then row y holds, per column, the sum of the rows above y. */
function blurredSums(image: GrayImage): Float64Array {
  const { width, height } = image;
  const along = blurredAlong(image);
  const half = edgeLimits.blurAcross >> 1;
  const sums = new Float64Array(width * (height + 1));
  const column = new Float64Array(width);
  let [from, to] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (; to < Math.min(height, y + half + 1); to++)
      for (let x = 0, p = to * width; x < width; x++, p++) column[x] = column[x]! + along[p]!;
    for (; from < y - half; from++)
      for (let x = 0, p = from * width; x < width; x++, p++) column[x] = column[x]! - along[p]!;
    for (let x = 0, p = y * width; x < width; x++, p++) sums[p + width] = sums[p]! + column[x]! / (to - from);
  }
  return sums;
}

/** Running means of whole numbers along the rows. */
function blurredAlong({ width, height, data }: GrayImage): Float64Array {
  const out = new Float64Array(data.length);
  const half = edgeLimits.blurAlong >> 1;
  for (let row = 0; row < data.length && height > 0; row += width) {
    let sum = 0;
    let from = 0;
    let to = 0;
    for (let x = 0; x < width; x++) {
      for (; to < width && to <= x + half; to++) sum += data[row + to]!;
      for (; from < x - half; from++) sum -= data[row + from]!;
      out[row + x] = sum / (to - from);
    }
  }
  return out;
}
