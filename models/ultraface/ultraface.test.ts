import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadOpenCvJs } from '../../drivers/kit/image/opencv-js.ts';
import { portrait, unwrap } from '../kit/testing/portrait.ts';
import { UltraFace } from './ultraface.ts';

let model: UltraFace;
beforeAll(async () => {
  model = unwrap(await UltraFace.load(await loadOpenCvJs()));
});
afterAll(() => model.release());

test('finds the one face of the portrait, with its forehead', async () => {
  const [face, ...others] = await model.detect(await portrait());
  expect(others).toEqual([]);
  expect(face!.score).toBeGreaterThan(0.9);
  // The eyes lie at 102; BlazeFace's box begins at 74, this one higher.
  expect(face!.box.y).toBeLessThan(75);
  expect(face!.box.x).toBeGreaterThan(150);
  expect(face!.box.x + face!.box.width).toBeLessThan(300);
});

test('sees no face in an empty picture', async () => {
  expect(
    await model.detect({ width: 64, height: 48, channels: 3, data: new Uint8Array(64 * 48 * 3).fill(90) }),
  ).toEqual([]);
});
