/** What a burst of pictures says beyond one: whether the light matters, whether the thing moves, whether it pulses. */
import { median } from '../kit/vector.ts';
import { brightLevel } from './bright-level.ts';
import type { GrayImage } from './gray-image.ts';
import { movementLimits, pulseLimits } from './presentation-limits.ts';

/** One of a few pictures in a row, of the size of the picture that it came with. */
export interface BurstPicture {
  readonly light: 'on' | 'off';
  /** Milliseconds since the first. */
  readonly atMs: number;
  readonly image: GrayImage;
}

/** Share of the bright level from which on a pixel belongs to the finger. Own choice. */
const FINGER_SHARE = 0.5;

/** Level of the finger's pixels without light by that with light; null unless there are both. */
export function lightLeft(burst: readonly BurstPicture[]): number | null {
  const on = burst.find(({ light }) => light === 'on');
  const dark = burst.filter(({ light }) => light === 'off');
  if (!on || dark.length === 0) return null;
  const places = fingerPlaces(on.image);
  const lit = meanAt(on.image, places);
  return lit === 0 ? null : Math.min(...dark.map(({ image }) => meanAt(image, places))) / lit;
}

/** Largest shift of the whole from the first lit picture to another one, px; null with too few of them. */
export function movement(burst: readonly BurstPicture[]): number | null {
  const lit = burst.filter(({ light }) => light === 'on');
  const [first, ...others] = lit;
  if (!first || lit.length < movementLimits.leastFrames) return null;
  const base = halved(first.image);
  const places = fingerPlaces(base);
  if (places.length === 0) return null;
  const level = meanAt(base, places);
  const shifts = others.map(({ image }) => {
    const half = halved(image);
    const gain = level / Math.max(1, meanAt(half, places));
    return 2 * shiftBetween(base.data, half.data, gain, base.width, places);
  });
  return Math.max(...shifts);
}

/** How much one beat stands out of the others in the light of the finger; null when the burst is too short or too slow. */
export function pulse(burst: readonly BurstPicture[]): number | null {
  const lit = burst.filter(({ light }) => light === 'on');
  const [first, last] = [lit[0], lit.at(-1)];
  if (!first || !last) return null;
  const ms = last.atMs - first.atMs;
  const perSecond = (1000 * (lit.length - 1)) / Math.max(1, ms);
  if (ms < pulseLimits.leastMs || perSecond < pulseLimits.leastPerSecond) return null;
  const places = fingerPlaces(first.image);
  if (places.length === 0) return null;
  const times = lit.map(({ atMs }) => atMs / 1000);
  const levels = withoutTrend(
    times,
    lit.map(({ image }) => meanAt(image, places)),
  );
  const step = 500 / ms;
  const beats: number[] = [];
  const rest: number[] = [];
  for (let hertz = pulseLimits.slowest; hertz < perSecond / 2; hertz += step) {
    const power = powerAt(times, levels, hertz);
    (hertz <= pulseLimits.fastest ? beats : rest).push(power);
  }
  const middle = median(rest.length > 0 ? rest : beats);
  return middle === 0 ? 0 : Math.max(...beats) / middle;
}

/** Places of the finger, away from the border of the picture. */
function fingerPlaces({ width, height, data }: GrayImage): Int32Array {
  const least = FINGER_SHARE * brightLevel(data);
  const places: number[] = [];
  for (let y = BORDER; y < height - BORDER; y++)
    for (let x = BORDER; x < width - BORDER; x++)
      if (data[y * width + x]! >= least) places.push(y * width + x);
  return Int32Array.from(places);
}

const BORDER = 4;

function meanAt({ data }: GrayImage, places: Int32Array): number {
  let sum = 0;
  for (const at of places) sum += data[at]!;
  return places.length === 0 ? 0 : sum / places.length;
}

/** Halved, by means of 2 x 2: noise has no place in a gradient. */
function halved({ width, height, data }: GrayImage): GrayImage {
  const [columns, rows] = [width >> 1, height >> 1];
  const out = new Uint8Array(columns * rows);
  for (let y = 0, at = 0; y < rows; y++)
    for (let x = 0, p = 2 * y * width; x < columns; x++, p += 2)
      out[at++] = (data[p]! + data[p + 1]! + data[p + width]! + data[p + width + 1]! + 2) >> 2;
  return { width: columns, height: rows, data: out };
}

/** The shift that explains the difference of two pictures best (least squares on the gradient). */
function shiftBetween(a: Uint8Array, b: Uint8Array, gain: number, width: number, places: Int32Array): number {
  let [xx, xy, yy, xt, yt] = [0, 0, 0, 0, 0];
  for (const at of places) {
    const gx = (a[at + 1]! - a[at - 1]! + gain * (b[at + 1]! - b[at - 1]!)) / 4;
    const gy = (a[at + width]! - a[at - width]! + gain * (b[at + width]! - b[at - width]!)) / 4;
    const difference = gain * b[at]! - a[at]!;
    xx += gx * gx;
    xy += gx * gy;
    yy += gy * gy;
    xt += gx * difference;
    yt += gy * difference;
  }
  const determinant = xx * yy - xy * xy;
  if (determinant <= 0) return 0;
  return Math.hypot((yy * xt - xy * yt) / determinant, (xx * yt - xy * xt) / determinant);
}

function withoutTrend(times: readonly number[], levels: readonly number[]): number[] {
  const n = times.length;
  const [meanTime, meanLevel] = [
    times.reduce((sum, time) => sum + time, 0) / n,
    levels.reduce((sum, level) => sum + level, 0) / n,
  ];
  let [above, below] = [0, 0];
  times.forEach((time, i) => {
    above += (time - meanTime) * (levels[i]! - meanLevel);
    below += (time - meanTime) ** 2;
  });
  return levels.map((level, i) => level - meanLevel - (above / below) * (times[i]! - meanTime));
}

function powerAt(times: readonly number[], levels: readonly number[], hertz: number): number {
  let [re, im] = [0, 0];
  times.forEach((time, i) => {
    const angle = 2 * Math.PI * hertz * time;
    re += levels[i]! * Math.cos(angle);
    im += levels[i]! * Math.sin(angle);
  });
  return re * re + im * im;
}
