/**
 * Which way the veins of a map run. Two veins that only cross are common vein for a comparison of places, though they are
 * two different veins: the direction tells them apart. Whole numbers, so that every machine gives the same score.
 */
import { directionSettings } from './vein-constants.ts';
import type { VeinMap } from './vein-map.ts';

/** Per block the direction as a vector of the doubled angle, `quarters * unit` long; zero where no vein is. */
export interface VeinDirections {
  readonly cosines: Int8Array;
  readonly sines: Int8Array;
}

const { smoothing, unit } = directionSettings;

/** From the structure tensor (products of the two slopes, smoothed) of the smoothed map. */
export function directionsOf({ width, height, quarters }: VeinMap): VeinDirections {
  const soft = smoothed(Int32Array.from(quarters), width, height);
  const [even, odd] = [new Int32Array(soft.length), new Int32Array(soft.length)];
  for (let y = 1; y < height - 1; y++)
    for (let p = y * width + 1, end = (y + 1) * width - 1; p < end; p++) {
      // Without the lowest two bits the sums below stay under 2^31.
      const right = (soft[p + 1]! - soft[p - 1]!) >> 2;
      const down = (soft[p + width]! - soft[p - width]!) >> 2;
      even[p] = right * right - down * down;
      odd[p] = 2 * right * down;
    }
  const [c, s] = [smoothed(even, width, height), smoothed(odd, width, height)];
  const [cosines, sines] = [new Int8Array(soft.length), new Int8Array(soft.length)];
  for (let p = 0; p < soft.length; p++) {
    const length = Math.sqrt(c[p]! * c[p]! + s[p]! * s[p]!);
    if (quarters[p] === 0 || length === 0) continue;
    cosines[p] = Math.round((unit * quarters[p]! * c[p]!) / length);
    sines[p] = Math.round((unit * quarters[p]! * s[p]!) / length);
  }
  return { cosines, sines };
}

const [middleWeight, nextWeight, lastWeight] = smoothing;

/** Binomial, along and across, not divided; nothing outside of the map. */
function smoothed(src: Int32Array, width: number, height: number): Int32Array {
  const out = new Int32Array(src.length);
  const line = new Int32Array(Math.max(width, height) + 2 * BORDER);
  const along = new Int32Array(src.length);
  for (let y = 0; y < height; y++) smoothLine(src, along, line, y * width, 1, width);
  for (let x = 0; x < width; x++) smoothLine(along, out, line, x, width, height);
  return out;
}

const BORDER = 2;

function smoothLine(
  src: Int32Array,
  out: Int32Array,
  line: Int32Array,
  start: number,
  step: number,
  count: number,
): void {
  for (let i = 0, p = start; i < count; i++, p += step) line[BORDER + i] = src[p]!;
  line.fill(0, BORDER + count);
  for (let i = 0, p = start; i < count; i++, p += step)
    out[p] =
      middleWeight * line[i + 2]! +
      nextWeight * (line[i + 1]! + line[i + 3]!) +
      lastWeight * (line[i]! + line[i + 4]!);
}
