import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cropStripsScore, prepareProbe, prepareTemplate } from './crop-strips.ts';
import { veinPicture } from './maximum-curvature.ts';
import { mapOf } from './vein-map.ts';

const folder = join(import.meta.dirname, '../../fixtures/finger-vein/vectors');
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, `${name}.bin`)));
const { w, h, images, pairs } = z
  .object({
    w: z.number(),
    h: z.number(),
    images: z.array(z.string()),
    pairs: z.array(z.tuple([z.number(), z.number(), z.number()])),
  })
  .parse(JSON.parse(readFileSync(join(folder, 'vec.json'), 'utf8')));

describe('golden vectors', () => {
  test.each(images.map((name, i) => [name, i] as const))(
    'the veins of %s are those of the reference',
    (_, i) => {
      const { veins } = veinPicture({
        ...{ width: w, height: h, data: bytes(`img${i}`), mask: bytes(`mask${i}`) },
      });
      expect(Buffer.from(veins).equals(Buffer.from(bytes(`bin${i}`)))).toBe(true);
    },
  );

  test('the scores of all 36 pairs are those of the reference', () => {
    const maps = images.map((_, i) => mapOf(bytes(`bin${i}`), w, h));
    expect(pairs).toHaveLength(36);
    for (const [template, probe, score] of pairs) {
      const found = cropStripsScore(prepareTemplate(maps[template]!), prepareProbe(maps[probe]!));
      expect(Math.abs(found - score)).toBeLessThan(1e-6);
    }
  });
});
