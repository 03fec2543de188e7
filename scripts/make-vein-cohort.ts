/** Makes models/finger-vein/cohort.bin again: node scripts/make-vein-cohort.ts. Its scores are part of the thresholds. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { captureRegion } from '../fixtures/finger-vein/capture.ts';
import { cohortSize } from '../models/finger-vein/cohort.ts';
import { extractVeins } from '../models/finger-vein/extract.ts';
import { packMap } from '../models/finger-vein/pack-map.ts';

const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'given' } as const;
const maps = Array.from({ length: cohortSize.maps }, (_, i) => {
  const { map } = extractVeins(captureRegion({ finger: cohortSize.firstSeed + i, capture: 0 }), geometry);
  if (map === null) throw new Error(`invented finger ${cohortSize.firstSeed + i} shows no veins`);
  return packMap(map);
});
writeFileSync(
  join(import.meta.dirname, '../models/finger-vein/cohort.bin'),
  deflateRawSync(Buffer.concat(maps), { level: 9 }),
);
