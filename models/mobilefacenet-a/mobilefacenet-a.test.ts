import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosine } from '../kit/vector.ts';
import { unwrap } from '../kit/testing/portrait.ts';
import { MobileFaceNetA } from './mobilefacenet-a.ts';

let model: MobileFaceNetA;
beforeAll(async () => {
  model = unwrap(await MobileFaceNetA.load());
});
afterAll(() => model.release());

const noise = (seed: number) => ({
  width: 112,
  height: 112,
  channels: 3 as const,
  data: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => (i * seed) % 256),
});

test('gives 512 numbers of length 1, the same ones each time', async () => {
  const first = await model.embed(noise(7));
  expect(first).toHaveLength(512);
  expect(cosine(first, first)).toBeCloseTo(1, 5);
  expect([...(await model.embed(noise(7)))]).toEqual([...first]);
});

test('other pixels give another vector', async () => {
  expect(cosine(await model.embed(noise(7)), await model.embed(noise(1301)))).toBeLessThan(0.99);
});
