import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { packedLength, unpackMap } from './pack-map.ts';
import { VeinCohort } from './t-norm.ts';
import type { VeinMap } from './vein-map.ts';

/**
 * `cohort.bin`: maps of sixty invented fingers, packed and deflated; scripts/make-vein-cohort.ts makes it again from the
 * seeds. Nobody's finger is in it.
 */
export const cohortSize = { maps: 60, width: 150, height: 50, firstSeed: 9000 } as const;

/** Cohort maps cut to the middle `width` columns, for scanners that see less of a finger. @throws RangeError above 150 */
export function cohortMaps(width: number = cohortSize.width): VeinMap[] {
  if (width > cohortSize.width) throw new RangeError(`the cohort is ${cohortSize.width} columns wide`);
  const bytes = inflateRawSync(readFileSync(join(import.meta.dirname, 'cohort.bin')));
  const each = packedLength(cohortSize.width, cohortSize.height);
  return Array.from({ length: cohortSize.maps }, (_, i) =>
    middle(unpackMap(bytes.subarray(i * each, (i + 1) * each), cohortSize.width, cohortSize.height), width),
  );
}

const loaded = new Map<number, VeinCohort>();

/** The cohort for maps of `width` columns, loaded once. @throws RangeError above 150 */
export function cohortFor(width: number): VeinCohort {
  const known = loaded.get(width);
  if (known) return known;
  const cohort = new VeinCohort(cohortMaps(width));
  loaded.set(width, cohort);
  return cohort;
}

function middle(map: VeinMap, width: number): VeinMap {
  const left = Math.floor((map.width - width) / 2);
  const quarters = new Uint8Array(width * map.height);
  for (let y = 0; y < map.height; y++)
    quarters.set(map.quarters.subarray(y * map.width + left, y * map.width + left + width), y * width);
  return { width, height: map.height, quarters };
}
