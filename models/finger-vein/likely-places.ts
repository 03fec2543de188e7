/**
 * Where a template may lie on a probe: both at half their size, the template without its border slides over the probe, and
 * the best few places that are no neighbours are kept. The best alone is often wrong: long parallel veins fit in several.
 */
import { alignSettings, matchSettings } from './vein-constants.ts';
import type { VeinMap } from './vein-map.ts';

/** A map at half its size. */
export interface CoarseVeins {
  readonly width: number;
  /** Places with vein inside the border, as in PreparedTemplate, and how much of it. */
  readonly places: Int32Array;
  readonly weights: Float64Array;
  /** Per pixel: itself, and its two right neighbours in the higher lanes. */
  readonly lanes: Float64Array;
}

export interface Shift {
  readonly rows: number;
  readonly columns: number;
}

const [BORDER_ROWS, BORDER_COLUMNS] = [matchSettings.cropRows >> 1, matchSettings.cropColumns >> 1];
const ROWS = 2 * BORDER_ROWS + 1;
const COLUMNS = 2 * BORDER_COLUMNS + 1;
/** Levels go to 8, so that a sum stays below 64 x 7,500 / 4 < 2^17, and three fit into a 64-bit float. */
const LANE = 2 ** 17;
const LANES = 3;
const GROUPS = Math.ceil(COLUMNS / LANES);

export function coarse({ width, height, quarters }: VeinMap): CoarseVeins {
  const [wide, high] = [width >> 1, height >> 1];
  const levels = new Uint8Array(wide * high);
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      const p = 2 * y * width + 2 * x;
      const sum = quarters[p]! + quarters[p + 1]! + quarters[p + width]! + quarters[p + width + 1]!;
      levels[y * wide + x] = (sum + 1) >> 1;
    }
  const places: number[] = [];
  const weights: number[] = [];
  for (let y = BORDER_ROWS; y < high - BORDER_ROWS; y++)
    for (let x = BORDER_COLUMNS; x < wide - BORDER_COLUMNS; x++) {
      const level = levels[y * wide + x]!;
      if (level === 0) continue;
      places.push((y - BORDER_ROWS) * wide + x - BORDER_COLUMNS);
      weights.push(level);
    }
  const lanes = new Float64Array(levels.length + LANES * GROUPS);
  for (let p = 0; p < levels.length; p++)
    lanes[p] = levels[p]! + (levels[p + 1] ?? 0) * LANE + (levels[p + 2] ?? 0) * LANE * LANE;
  return { width: wide, places: Int32Array.from(places), weights: Float64Array.from(weights), lanes };
}

const surface = new Float64Array(ROWS * GROUPS * LANES);

/** In full-size rows and columns from the middle, best first, the first of equals. */
export function likelyPlaces(template: CoarseVeins, probe: CoarseVeins): Shift[] {
  const { places, weights, width } = template;
  const { lanes } = probe;
  for (let row = 0; row < ROWS; row++)
    for (let group = 0; group < GROUPS; group++) {
      const offset = row * width + group * LANES;
      let sum = 0;
      for (let i = 0; i < places.length; i++) sum += weights[i]! * lanes[places[i]! + offset]!;
      const at = (row * GROUPS + group) * LANES;
      const high = Math.floor(sum / (LANE * LANE));
      const rest = sum - high * LANE * LANE;
      const middle = Math.floor(rest / LANE);
      surface[at] = rest - middle * LANE;
      surface[at + 1] = middle;
      surface[at + 2] = high;
    }
  return Array.from({ length: alignSettings.places }, takeBest);
}

/** Takes the best place off the surface, and its neighbours with it. */
function takeBest(): Shift {
  let best = -Infinity;
  let row = 0;
  let column = 0;
  for (let r = 0; r < ROWS; r++)
    for (let c = 0; c < COLUMNS; c++) {
      const value = surface[r * GROUPS * LANES + c]!;
      if (value <= best) continue;
      best = value;
      row = r;
      column = c;
    }
  for (let r = Math.max(0, row - 1); r <= Math.min(ROWS - 1, row + 1); r++)
    for (let c = Math.max(0, column - 1); c <= Math.min(COLUMNS - 1, column + 1); c++)
      surface[r * GROUPS * LANES + c] = -1;
  return { rows: 2 * (row - BORDER_ROWS), columns: 2 * (column - BORDER_COLUMNS) };
}
