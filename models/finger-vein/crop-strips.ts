/**
 * The match of two vein maps: the template without its border slides over the probe; at the best place five upright
 * strips of it may each move by two pixels more, which forgives a finger that is bent or rolled a little. The score is
 * the common vein by all vein of both, 0 (nothing in common) to 0.5 (the same).
 *
 * All sums are of quarters and hence whole numbers below 2^17: three shifts are summed at once in one 64-bit float.
 */
import { matchSettings } from './vein-constants.ts';
import type { VeinMap } from './vein-map.ts';

const LANE = 2 ** 17;
const LANES = 3;
const { cropRows, cropColumns, strips, stripShift } = matchSettings;
const ROWS = 2 * cropRows + 1;
const COLUMNS = 2 * cropColumns + 1;
const GROUPS = Math.ceil(COLUMNS / LANES);

/** A map made ready to be slid over; worth keeping for one that is compared often. */
export interface PreparedTemplate {
  readonly map: VeinMap;
  /** Places (row * width + column in the cropped template's rows of the map) with vein, one list per level 1 to 4. */
  readonly places: readonly Int32Array[];
}

export interface PreparedProbe {
  readonly map: VeinMap;
  /** Per pixel: itself, and its two right neighbours in the higher lanes. */
  readonly lanes: Float64Array;
}

/** @throws RangeError for a map too small to be cropped */
export function prepareTemplate(map: VeinMap): PreparedTemplate {
  const { width, height, quarters } = map;
  if (width < 2 * cropColumns + strips || height <= 2 * cropRows)
    throw new RangeError(`a vein map of ${width} x ${height} cannot be cropped`);
  const places: number[][] = [[], [], [], []];
  for (let y = cropRows; y < height - cropRows; y++)
    for (let x = cropColumns; x < width - cropColumns; x++)
      places[quarters[y * width + x]! - 1]?.push((y - cropRows) * width + x - cropColumns);
  return { map, places: places.map((list) => Int32Array.from(list)) };
}

export function prepareProbe(map: VeinMap): PreparedProbe {
  const { quarters } = map;
  // The last group of shifts looks one pixel too far: zeros behind the end, and its sum is never read.
  const lanes = new Float64Array(quarters.length + LANES * GROUPS);
  for (let p = 0; p < quarters.length; p++)
    lanes[p] = quarters[p]! + (quarters[p + 1] ?? 0) * LANE + (quarters[p + 2] ?? 0) * LANE * LANE;
  return { map, lanes };
}

/**
 * How much of the template's veins the probe shows, 0 to 0.5; two maps without any vein score 0.
 * @throws RangeError for maps of different sizes
 */
export function cropStripsScore(template: PreparedTemplate, probe: PreparedProbe): number {
  const { width, height } = template.map;
  if (probe.map.width !== width || probe.map.height !== height)
    throw new RangeError('vein maps of one size expected');
  const [row, column] = bestShift(template, probe);
  const columns = width - 2 * cropColumns;
  let common = 0;
  let all = 0;
  for (let strip = 0; strip < strips; strip++) {
    const left = Math.floor((strip * columns) / strips);
    const right = Math.floor(((strip + 1) * columns) / strips);
    const found = bestStrip(template.map, probe.map, row, column, left, right);
    common += found.common;
    all += found.all;
  }
  // Common vein is a product of quarters, all vein a sum of them.
  return all === 0 ? 0 : common / 4 / all;
}

const sums = new Float64Array(ROWS * GROUPS);
const sixteenths = new Float64Array(ROWS * COLUMNS);

/** The shift with the most common vein, the first of equals. */
function bestShift({ map, places }: PreparedTemplate, { lanes }: PreparedProbe): [number, number] {
  const { width } = map;
  sixteenths.fill(0);
  let best = -1;
  let at = 0;
  for (let row = 0; row < ROWS; row++)
    for (let group = 0; group < GROUPS; group++) {
      const offset = row * width + group * LANES;
      let sum = 0;
      for (let level = 0; level < 4; level++) {
        const list = places[level]!;
        let part = 0;
        for (let i = 0; i < list.length; i++) part += lanes[list[i]! + offset]!;
        sum += part * (level + 1);
      }
      sums[row * GROUPS + group] = sum;
    }
  for (let row = 0; row < ROWS; row++)
    for (let column = 0; column < COLUMNS; column++) {
      const lane = column % LANES;
      const sum = sums[row * GROUPS + (column - lane) / LANES]!;
      const high = Math.floor(sum / (LANE * LANE));
      const rest = sum - high * LANE * LANE;
      const middle = Math.floor(rest / LANE);
      const value = lane === 0 ? rest - middle * LANE : lane === 1 ? middle : high;
      if (value > best) {
        best = value;
        at = row * COLUMNS + column;
      }
    }
  return [Math.floor(at / COLUMNS), at % COLUMNS];
}

/** One strip at its own best place near the common one. */
function bestStrip(
  template: VeinMap,
  probe: VeinMap,
  row: number,
  column: number,
  left: number,
  right: number,
): { common: number; all: number } {
  const { width, height } = template;
  const rows = height - 2 * cropRows;
  let best = -1;
  let bestRow = row;
  let bestColumn = column;
  // Rows end with the probe; a strip from the middle may go further along than the whole template could.
  const [firstRow, lastRow] = [Math.max(0, row - stripShift), Math.min(ROWS - 1, row + stripShift)];
  const [firstColumn, lastColumn] = [
    Math.max(-left, column - stripShift),
    Math.min(width - right, column + stripShift),
  ];
  for (let dy = firstRow; dy <= lastRow; dy++)
    for (let dx = firstColumn; dx <= lastColumn; dx++) {
      let sum = 0;
      for (let y = 0; y < rows; y++) {
        const t = (y + cropRows) * width + cropColumns;
        const p = (y + dy) * width + dx;
        for (let x = left; x < right; x++) sum += template.quarters[t + x]! * probe.quarters[p + x]!;
      }
      if (sum > best) {
        best = sum;
        bestRow = dy;
        bestColumn = dx;
      }
    }
  let all = 0;
  for (let y = 0; y < rows; y++) {
    const t = (y + cropRows) * width + cropColumns;
    const p = (y + bestRow) * width + bestColumn;
    for (let x = left; x < right; x++) all += template.quarters[t + x]! + probe.quarters[p + x]!;
  }
  return { common: best, all };
}
