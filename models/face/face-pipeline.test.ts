import { beforeAll, describe, expect, test } from 'vitest';
import { decodeImage, encodeJpeg } from '../../drivers/kit/image/codec.ts';
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import { mapped, mirrored, placed, portrait, softened, unwrap } from '../kit/testing/portrait.ts';
import type { Embedding } from './embedder.ts';
import { FacePipeline } from './face-pipeline.ts';

let pipeline: FacePipeline;
let image: Image;
let original: Embedding;

async function embedded(picture: Image): Promise<Embedding> {
  const main = await pipeline.mainFace(picture);
  if (main === null) throw new Error('no face');
  return pipeline.embed(await pipeline.locate(picture, main.face));
}

const similarityTo = async (picture: Image): Promise<number> =>
  pipeline.embedder.similarity(original, await embedded(picture));

beforeAll(async () => {
  pipeline = unwrap(await FacePipeline.load());
  image = await portrait();
  original = await embedded(image);
});

describe('one person in two pictures', () => {
  test('the same picture is wholly similar', async () => {
    expect(await similarityTo(image)).toBeCloseTo(1, 5);
  });

  test.each([
    ['mirrored', async () => mirrored(image), 0.9],
    ['as a poor JPEG', async () => decodeImage(await encodeJpeg(image, 20)), 0.85],
    ['half as large', async () => pipeline.ops.resize(image, 256, 256, 'area'), 0.9],
    ['elsewhere in a larger picture', async () => placed(image, 900, 700, 200, 100), 0.95],
    ['in half the light', async () => mapped(image, (value) => value / 2), 0.9],
    ['softened', async () => softened(pipeline.ops, image, 2), 0.9],
  ])('%s it stays similar', async (_name, change, least) => {
    expect(await similarityTo(await change())).toBeGreaterThan(least);
  });
});

test('every network is named with the hash of its weights', () => {
  expect(pipeline.models.map(({ id }) => id).sort()).toEqual([
    'blazeface',
    'facemesh',
    'minifasnet',
    'mobilefacenet-a',
    'mobilefacenet-b',
    'ultraface',
  ]);
  for (const { sha256 } of pipeline.models) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('of several faces the large central one is meant', async () => {
  const small = pipeline.ops.resize(image, 256, 256, 'area');
  const scene = placed(image, 1100, 600, 300, 40);
  const corner = placed(small, 1100, 600, 840, 0);
  corner.data.forEach((value, i) => {
    if (Math.floor(i / 3) % 1100 >= 840) scene.data[i] = value;
  });
  const main = await pipeline.mainFace(scene);
  expect(main!.faces).toBe(2);
  expect(main!.face.box.x).toBeLessThan(600);
});
