import { powerSpectrum } from '../kit/fft.ts';
import { brightLevel } from './bright-level.ts';
import type { GrayImage } from './gray-image.ts';
import { textureLimits } from './presentation-limits.ts';

const { tile, block, leastTiles, fingerShare, leastFrequency, besideAxis } = textureLimits;

const BLOCKS = tile / block;

/**
 * How much one frequency stands out among those of its length: a finger has none that does, printed dots have. Null when
 * too little finger is seen. Pure.
 */
export function printTexture(image: GrayImage): number | null {
  const tiles = fingerTiles(image);
  if (tiles.length < leastTiles) return null;
  const power = new Float64Array(tile * tile);
  for (const values of tiles) {
    const one = powerSpectrum(values, tile);
    for (let i = 0; i < power.length; i++) power[i] = power[i]! + one[i]!;
  }
  let strongest = 0;
  for (const ring of rings) {
    const values = ring.map((at) => power[at]!);
    const middle = values.toSorted((a, b) => a - b)[values.length >> 1]!;
    if (middle > 0) strongest = Math.max(strongest, Math.max(...values) / middle);
  }
  return strongest;
}

/** Places in the spectrum by their length, rounded to a step; the mirror half and the axes are left out. */
const rings: readonly (readonly number[])[] = (() => {
  const found = new Map<number, number[]>();
  for (let y = 0; y < tile; y++)
    for (let x = besideAxis; x <= tile / 2; x++) {
      const row = y <= tile / 2 ? y : y - tile;
      const length = Math.hypot(x, row);
      if (Math.abs(row) < besideAxis || length < leastFrequency * tile || length > tile / 2) continue;
      const ring = Math.round(length);
      found.set(ring, [...(found.get(ring) ?? []), y * tile + x]);
    }
  return [...found.values()];
})();

const window = Float64Array.from({ length: tile }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / tile) ** 2);

/** Squares of the picture that show nothing but finger, without their mean, faded out towards their borders. */
function fingerTiles({ width, height, data }: GrayImage): Float64Array[] {
  const bright = brightLevel(data);
  const tiles: Float64Array[] = [];
  for (let top = 0; top + tile <= height; top += tile)
    for (let left = 0; left + tile <= width; left += tile) {
      const values = new Float64Array(tile * tile);
      // Of whole blocks: the darkest pixel may be the ink between two dots.
      const blocks = new Float64Array(BLOCKS * BLOCKS);
      let sum = 0;
      for (let y = 0, i = 0; y < tile; y++)
        for (let x = 0; x < tile; x++, i++) {
          const value = data[(top + y) * width + left + x]!;
          const at = Math.floor(y / block) * BLOCKS + Math.floor(x / block);
          blocks[at] = blocks[at]! + value / block ** 2;
          values[i] = value;
          sum += value;
        }
      if (Math.min(...blocks) < fingerShare * bright || bright < 20) continue;
      const mean = sum / values.length;
      for (let i = 0; i < values.length; i++)
        values[i] = (values[i]! - mean) * window[Math.floor(i / tile)]! * window[i % tile]!;
      tiles.push(values);
    }
  return tiles;
}
