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
  const sums = columnSums(blurred(image), width, height);
  const { reach, searchShare, minDrop, minDropShare } = edgeLimits;
  const band = Math.floor(searchShare * height);
  const least = Float64Array.from({ length: width }, (_, x) =>
    Math.max(minDrop, minDropShare * middleOf(image, x)),
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

function middleOf({ width, height, data }: GrayImage, x: number): number {
  const [from, to] = edgeLimits.middle.map((share) => Math.round(share * height)) as [number, number];
  const levels = new Uint8Array(Math.max(1, to - from));
  for (let i = 0; i < levels.length; i++) levels[i] = data[(from + i) * width + x]!;
  return levels.sort()[levels.length >> 1]!;
}

/** Box blur along and across; near the borders over what there is. */
function blurred({ width, height, data }: GrayImage): Float64Array {
  const along = box(Float64Array.from(data), height, width, width, 1, edgeLimits.blurAlong);
  return box(along, width, height, 1, width, edgeLimits.blurAcross);
}

/** Running mean of `size` values on `lines` lines of `count` values each. */
function box(
  src: Float64Array,
  lines: number,
  count: number,
  lineStep: number,
  step: number,
  size: number,
): Float64Array {
  const out = new Float64Array(src.length);
  const half = size >> 1;
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let [sum, from, to] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      for (; to < Math.min(count, i + half + 1); to++) sum += src[start + to * step]!;
      for (; from < i - half; from++) sum -= src[start + from * step]!;
      out[start + i * step] = sum / (to - from);
    }
  }
  return out;
}

/** Row y holds, per column, the sum of the rows above y. */
function columnSums(src: Float64Array, width: number, height: number): Float64Array {
  const sums = new Float64Array(width * (height + 1));
  for (let p = 0; p < src.length; p++) sums[p + width] = sums[p]! + src[p]!;
  return sums;
}
