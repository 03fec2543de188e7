import type { VeinMap } from './vein-map.ts';

/** Levels of a quarter map: three of them fit into a byte. */
const LEVELS = 5;

/** Bytes that `packMap` makes of a map of this size: 2,500 for 150 x 50. */
export const packedLength = (width: number, height: number): number => Math.ceil((width * height) / 3);

/** A third of the map's size, without loss. */
export function packMap({ width, height, quarters }: VeinMap): Uint8Array {
  const packed = new Uint8Array(packedLength(width, height));
  for (let i = 0, p = 0; i < packed.length; i++, p += 3)
    packed[i] = quarters[p]! + LEVELS * ((quarters[p + 1] ?? 0) + LEVELS * (quarters[p + 2] ?? 0));
  return packed;
}

/** @throws RangeError when the bytes are not of such a map */
export function unpackMap(packed: Uint8Array, width: number, height: number): VeinMap {
  if (packed.length !== packedLength(width, height)) throw new RangeError('a packed map of another size');
  const quarters = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < packed.length; i++, p += 3) {
    const value = packed[i]!;
    if (value >= LEVELS ** 3) throw new RangeError('no packed map');
    quarters[p] = value % LEVELS;
    if (p + 1 < quarters.length) quarters[p + 1] = Math.floor(value / LEVELS) % LEVELS;
    if (p + 2 < quarters.length) quarters[p + 2] = Math.floor(value / LEVELS ** 2);
  }
  return { width, height, quarters };
}
