/**
 * What is inside a sealed finger-vein template, byte for byte (little-endian), layout 1:
 *
 *     0  4  magic "YLVT"            12  8  capture time, ms since the epoch (float64)
 *     4  2  layout version          20  4  usual finger width of the scanner, px (float32)
 *     6  1  finger, 0 to 3          24  2  length of the region, px of the scaled finger
 *     7  1  axis, 0 lying 1 upright 26  1  length of the model's name, then the name (UTF-8)
 *     8  1  region, 0 found 1 given  …  each map packed, five levels in three to a byte
 *     9  1  number of maps
 *    10  1  width of a map, 11 1 height of a map
 */
import { packedLength, packMap, unpackMap } from './pack-map.ts';
import { recordLimits } from './person-limits.ts';
import type { ScannerGeometry } from './region.ts';
import type { VeinMap } from './vein-map.ts';

/** Of the layout above; stands in the sealed record too. */
export const RECORD_VERSION = 1;

/** As ISO/IEC 19794-2 names them; their place here is their number in a record. */
export const recordFingers = ['rightIndex', 'rightMiddle', 'leftIndex', 'leftMiddle'] as const;

export interface VeinTemplateRecord {
  readonly model: string;
  readonly geometry: ScannerGeometry;
  readonly finger: (typeof recordFingers)[number];
  /** Milliseconds since the epoch. */
  readonly capturedAtMs: number;
  /** All of one size. */
  readonly maps: readonly VeinMap[];
}

const MAGIC = 0x54564c59;
const HEAD = 27;

/** @throws RangeError for a record without maps or with maps of several sizes: a bug of whoever made it */
export function writeRecord({ model, geometry, finger, capturedAtMs, maps }: VeinTemplateRecord): Uint8Array {
  const name = new TextEncoder().encode(model);
  const { width, height } = maps[0] ?? { width: 0, height: 0 };
  const fits = maps.every((map) => map.width === width && map.height === height);
  if (maps.length < 1 || maps.length > recordLimits.maps || !fits || name.length > recordLimits.model)
    throw new RangeError(`a record of ${maps.length} maps`);
  const each = packedLength(width, height);
  const bytes = new Uint8Array(HEAD + name.length + maps.length * each);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, RECORD_VERSION, true);
  bytes.set(
    [
      ...[
        recordFingers.indexOf(finger),
        geometry.axis === 'vertical' ? 1 : 0,
        geometry.roi === 'given' ? 1 : 0,
      ],
      ...[maps.length, width, height],
    ],
    6,
  );
  view.setFloat64(12, capturedAtMs, true);
  view.setFloat32(20, geometry.fingerWidth, true);
  view.setUint16(24, geometry.length, true);
  view.setUint8(26, name.length);
  bytes.set(name, HEAD);
  for (const [i, map] of maps.entries()) bytes.set(packMap(map), HEAD + name.length + i * each);
  return bytes;
}

/** Null when these are not the bytes of such a record. */
export function readRecord(bytes: Uint8Array): VeinTemplateRecord | null {
  if (bytes.length < HEAD) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint16(4, true) !== RECORD_VERSION) return null;
  const [finger, axis, roi, count, width, height] = bytes.subarray(6, 12) as unknown as number[];
  const name = view.getUint8(26);
  const each = packedLength(width!, height!);
  const known = recordFingers[finger!];
  if (known === undefined || axis! > 1 || roi! > 1 || count! < 1 || count! > recordLimits.maps || each < 1)
    return null;
  if (bytes.length !== HEAD + name + count! * each) return null;
  try {
    const maps = Array.from({ length: count! }, (_, i) => {
      const start = HEAD + name + i * each;
      return unpackMap(bytes.subarray(start, start + each), width!, height!);
    });
    return {
      model: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(HEAD, HEAD + name)),
      geometry: {
        axis: axis === 1 ? 'vertical' : 'horizontal',
        fingerWidth: view.getFloat32(20, true),
        length: view.getUint16(24, true),
        roi: roi === 1 ? 'given' : 'find',
      },
      finger: known,
      capturedAtMs: view.getFloat64(12, true),
      maps,
    };
  } catch {
    return null;
  }
}
