/**
 * The match that decides. It looks for the place as crop-strips does, and goes on where that stops:
 * - several likely places are tried to the end, and the best result counts;
 * - each strip may move by three pixels;
 * - what is compared at last is nearly all that both maps show, not only the template without its border;
 * - common vein counts in full where both veins run the same way and not at all where they cross at a right angle;
 * - both maps are template once: the score is symmetric.
 */
import { type CoarseVeins, coarse, likelyPlaces, type Shift } from './likely-places.ts';
import { alignSettings, directionSettings, matchSettings } from './vein-constants.ts';
import { directionsOf } from './vein-directions.ts';
import type { VeinMap } from './vein-map.ts';

const { cropRows, cropColumns, strips } = matchSettings;
const { marginRows, marginColumns, stripShift, nearby } = alignSettings;
const { unit } = directionSettings;

/** Sums of a strip and of the whole core stay below 2^17: three neighbouring shifts in one 64-bit float. */
const LANE = 2 ** 17;
const LANES = 3;

interface Strip {
  /** Columns of the core, from `left` until before `right`. */
  readonly left: number;
  readonly right: number;
  /** The same with the margin at both ends of the finger. */
  readonly wideLeft: number;
  readonly wideRight: number;
  /** Places with vein on the padded map, in the core and with the margin. */
  readonly core: Int32Array;
  readonly levels: Float64Array;
  readonly wide: Int32Array;
}

/** A map made ready for both roles; about 0.3 MB. */
export interface AlignedVeins {
  readonly width: number;
  readonly height: number;
  readonly coarse: CoarseVeins;
  readonly strips: readonly Strip[];
  /** The map with a border of zeros as wide as the margin. */
  readonly quarters: Uint8Array;
  readonly cosines: Int8Array;
  readonly sines: Int8Array;
  readonly lanes: Float64Array;
  /** Vein above and left of each corner. */
  readonly sums: Int32Array;
}

/** @throws RangeError for a map too small to be cropped */
export function prepareAligned(map: VeinMap): AlignedVeins {
  const { width, height } = map;
  if (width < 2 * cropColumns + strips || height <= 2 * cropRows)
    throw new RangeError(`a vein map of ${width} x ${height} cannot be cropped`);
  const { cosines, sines } = directionsOf(map);
  const padded = <T extends Uint8Array | Int8Array>(from: T, to: T): T => {
    for (let y = 0; y < height; y++)
      to.set(from.subarray(y * width, (y + 1) * width), (y + marginRows) * wide + marginColumns);
    return to;
  };
  const wide = width + 2 * marginColumns;
  const size = wide * (height + 2 * marginRows);
  const quarters = padded(map.quarters, new Uint8Array(size));
  const lanes = new Float64Array(size + 2 * LANES);
  for (let p = 0; p < size; p++)
    lanes[p] = quarters[p]! + (quarters[p + 1] ?? 0) * LANE + (quarters[p + 2] ?? 0) * LANE * LANE;
  return {
    width,
    height,
    coarse: coarse(map),
    strips: Array.from({ length: strips }, (_, i) => stripOf(map, i)),
    quarters,
    cosines: padded(cosines, new Int8Array(size)),
    sines: padded(sines, new Int8Array(size)),
    lanes,
    sums: sumsOf(map),
  };
}

/**
 * How much vein two maps have in common, 0 to 0.5, the same in both orders; two maps without any vein score 0.
 * @throws RangeError for maps of different sizes
 */
export function alignedScore(a: AlignedVeins, b: AlignedVeins): number {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError('vein maps of one size expected');
  return (oneWay(a, b) + oneWay(b, a)) / 2;
}

/** Overwrites what shows veins. */
export function wipeAligned(veins: AlignedVeins): void {
  const { quarters, cosines, sines, lanes, sums } = veins;
  for (const field of [quarters, cosines, sines, lanes, sums]) field.fill(0);
  for (const field of [veins.coarse.places, veins.coarse.weights, veins.coarse.lanes]) field.fill(0);
  for (const { core, levels, wide } of veins.strips) for (const field of [core, levels, wide]) field.fill(0);
}

function oneWay(template: AlignedVeins, probe: AlignedVeins): number {
  let best = 0;
  for (const place of likelyPlaces(template.coarse, probe.coarse)) {
    const around = refined(template, probe, place);
    let common = 0;
    let all = 0;
    for (const strip of template.strips) {
      const shift = stripPlace(strip, probe, around);
      common += commonVein(strip, template, probe, shift);
      all += allVein(strip, template, probe, shift);
    }
    if (all > 0) best = Math.max(best, common / all);
  }
  // Common vein is a product of quarters, all vein a sum of them.
  return best / 4;
}

const widthOf = ({ width }: AlignedVeins): number => width + 2 * marginColumns;

/** The whole template's best place at full size near a coarse one. */
function refined(template: AlignedVeins, probe: AlignedVeins, { rows, columns }: Shift): Shift {
  const wide = widthOf(probe);
  let best = -1;
  let found = { rows, columns };
  for (let dy = Math.max(-cropRows, rows - nearby); dy <= Math.min(cropRows, rows + nearby); dy++)
    for (let from = columns - nearby; from <= columns + nearby; from += LANES) {
      let sum = 0;
      for (const { core, levels } of template.strips) sum += lanesAt(core, levels, probe, dy * wide + from);
      for (let lane = 0; lane < LANES; lane++) {
        const dx = from + lane;
        const value = laneOf(sum, lane);
        if (value > best && dx <= columns + nearby && Math.abs(dx) <= cropColumns) {
          best = value;
          found = { rows: dy, columns: dx };
        }
      }
    }
  return found;
}

/** A strip's best place near that of the whole; it may go further along than the whole template could. */
function stripPlace({ core, levels, left, right }: Strip, probe: AlignedVeins, around: Shift): Shift {
  const wide = widthOf(probe);
  const [firstRow, lastRow] = [
    Math.max(-cropRows, around.rows - stripShift),
    Math.min(cropRows, around.rows + stripShift),
  ];
  const [first, last] = [
    Math.max(-left, around.columns - stripShift),
    Math.min(probe.width - right, around.columns + stripShift),
  ];
  let best = -1;
  let rows = around.rows;
  let columns = around.columns;
  for (let dy = firstRow; dy <= lastRow; dy++)
    for (let from = first; from <= last; from += LANES) {
      const sum = lanesAt(core, levels, probe, dy * wide + from);
      for (let lane = 0; lane < LANES && from + lane <= last; lane++) {
        const value = laneOf(sum, lane);
        if (value <= best) continue;
        best = value;
        rows = dy;
        columns = from + lane;
      }
    }
  return { rows, columns };
}

/** Common vein of one shift and its two right neighbours. */
function lanesAt(places: Int32Array, levels: Float64Array, { lanes }: AlignedVeins, offset: number): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += levels[i]! * lanes[places[i]! + offset]!;
  return sum;
}

function laneOf(sum: number, lane: number): number {
  const high = Math.floor(sum / (LANE * LANE));
  if (lane === 2) return high;
  const rest = sum - high * LANE * LANE;
  const middle = Math.floor(rest / LANE);
  return lane === 1 ? middle : rest - middle * LANE;
}

/** Of a strip with its margin: products of quarters, by how far both veins run the same way. */
function commonVein({ wide }: Strip, t: AlignedVeins, p: AlignedVeins, { rows, columns }: Shift): number {
  const offset = rows * widthOf(p) + columns;
  let sum = 0;
  for (let i = 0; i < wide.length; i++) {
    const at = wide[i]!;
    const level = p.quarters[at + offset]!;
    if (level === 0) continue;
    sum +=
      unit * unit * t.quarters[at]! * level +
      t.cosines[at]! * p.cosines[at + offset]! +
      t.sines[at]! * p.sines[at + offset]!;
  }
  return sum / (2 * unit * unit);
}

/** Vein of both where they lie on one another. */
function allVein(strip: Strip, t: AlignedVeins, p: AlignedVeins, { rows, columns }: Shift): number {
  const left = Math.max(strip.wideLeft, -columns);
  const right = Math.min(strip.wideRight, t.width - columns);
  const top = Math.max(cropRows - marginRows, -rows);
  const bottom = Math.min(t.height - cropRows + marginRows, t.height - rows);
  return (
    within(t, left, top, right, bottom) +
    within(p, left + columns, top + rows, right + columns, bottom + rows)
  );
}

function within(
  { sums, width }: AlignedVeins,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  const [above, below] = [top * (width + 1), bottom * (width + 1)];
  return sums[below + right]! - sums[above + right]! - sums[below + left]! + sums[above + left]!;
}

function sumsOf({ width, height, quarters }: VeinMap): Int32Array {
  const sums = new Int32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, row = 0; x < width; x++) {
      row += quarters[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  return sums;
}

function stripOf({ width, height, quarters }: VeinMap, index: number): Strip {
  const columns = width - 2 * cropColumns;
  const left = cropColumns + Math.floor((index * columns) / strips);
  const right = cropColumns + Math.floor(((index + 1) * columns) / strips);
  const wideLeft = index === 0 ? cropColumns - marginColumns : left;
  const wideRight = index === strips - 1 ? width - cropColumns + marginColumns : right;
  const core: number[] = [];
  const levels: number[] = [];
  const wide: number[] = [];
  for (let y = cropRows - marginRows; y < height - cropRows + marginRows; y++)
    for (let x = wideLeft; x < wideRight; x++) {
      const level = quarters[y * width + x]!;
      if (level === 0) continue;
      const place = (y + marginRows) * (width + 2 * marginColumns) + x + marginColumns;
      wide.push(place);
      if (y < cropRows || y >= height - cropRows || x < left || x >= right) continue;
      core.push(place);
      levels.push(level);
    }
  return {
    left,
    right,
    wideLeft,
    wideRight,
    core: Int32Array.from(core),
    levels: Float64Array.from(levels),
    wide: Int32Array.from(wide),
  };
}
