import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clip } from '../../../fixtures/heads/clips.ts';
import { decodeImage } from '../../kit/image/codec.ts';
import { readClip, writeClip } from './clip-files.ts';
import { generatedSource, sourceNames } from './sources.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'yinling-clip-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const clip: Clip = {
  fps: 15,
  order: [0, 1, 1, 0],
  count: 2,
  picture: (index) => ({
    width: 16,
    height: 16,
    channels: 3,
    data: new Uint8Array(768).fill(index === 0 ? 40 : 200),
  }),
};

it('writes a clip and reads it back in its order', async () => {
  const target = path.join(folder, 'clip');
  await writeClip(target, clip);
  const source = await readClip(target);
  if (source.kind !== 'clip') throw new Error('a clip was expected');
  expect(source).toMatchObject({ fps: 15, loop: true });
  const shades = await Promise.all(source.frames.map(async (jpeg) => (await decodeImage(jpeg)).data[0] ?? 0));
  expect(shades.map((shade) => shade > 120)).toEqual([false, true, true, false]);
  expect(await readdir(folder)).toEqual(['clip']);
});

it('refuses a damaged clip', async () => {
  const target = path.join(folder, 'clip');
  await writeClip(target, clip);
  await writeFile(path.join(target, 'clip.json'), '{"fps":15,"order":[7]}');
  await expect(readClip(target)).rejects.toThrow(Error);
  await writeFile(path.join(target, 'clip.json'), '{"fps":"many","order":[]}');
  await expect(readClip(target)).rejects.toThrow(Error);
});

it('knows its sources by name and no other, whatever the name is', async () => {
  expect(sourceNames('astronaut').map(({ id }) => id)).toContain('astronaut/turnBoth');
  for (const name of [
    '',
    'x',
    'astronaut/none',
    '../../etc/frontal',
    'head:../x/frontal',
    'astronaut;rm/frontal',
  ])
    await expect(generatedSource(name)).rejects.toThrow(/knows no source/);
});
