import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findRegion, type VeinReason } from '../../../models/finger-vein/region.ts';
import { drawFinger } from './draw-finger.ts';
import type { LaidFinger } from './finger.ts';

const view = { width: 320, height: 160, fingerWidth: 100 } as const;
const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' } as const;
const draw = async (finger: number, laying: number, pose: LaidFinger['pose'] = 'good') =>
  (await drawFinger({ laid: { finger, pose, laying }, ...view })).image;

test('the same laying is the same picture, another laying or finger is another', async () => {
  const [first, again, later, other] = await Promise.all([draw(7, 1), draw(7, 1), draw(7, 2), draw(8, 1)]);
  expect(again).toEqual(first);
  expect(later.data).not.toEqual(first.data);
  expect(other.data).not.toEqual(first.data);
});

test.each<readonly [LaidFinger['pose'], VeinReason | null]>([
  ['good', null],
  ['high', 'tooNarrow'],
  ['flat', 'glare'],
  ['rotated', 'rotated'],
])('a finger that lies %s looks so', async (pose, reason) => {
  for (const laying of [1, 2, 3]) {
    const { reasons } = findRegion(await draw(7, laying, pose), geometry);
    if (reason === null) expect(reasons).toEqual([]);
    else expect(reasons).toContain(reason);
  }
});

test('a cold finger shows less of its veins, an empty scanner no finger', async () => {
  const spread = ({ data }: { readonly data: Uint8Array }): number => {
    // Along the middle of the finger: the veins, and not its edges.
    const row = data.subarray(80 * 320, 81 * 320);
    const steps = [...row].map((value, at) => Math.abs(value - (row[at - 6] ?? value)));
    return steps.reduce((sum, step) => sum + step, 0);
  };
  const [good, cold] = await Promise.all([draw(7, 1), draw(7, 1, 'cold')]);
  expect(spread(cold)).toBeLessThan(spread(good));
  const empty = await drawFinger({ laid: null, ...view });
  expect(findRegion(empty.image, geometry).reasons).toContain('noFinger');
});

test('a process that has drawn a finger can end', async () => {
  const script = `import(${JSON.stringify(import.meta.resolve('./draw-finger.ts'))}).then(async (module) => {
    const { jpegs } = await module.drawFinger({ laid: null, width: 32, height: 32, fingerWidth: 20 });
    process.stdout.write(String(jpegs.length));
  });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { timeout: 30_000 });
  expect(stdout).toBe('1');
});
