import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { loadOpenCvJs } from '../../drivers/kit/image/opencv-js.ts';
import { cameraPortrait, placed, portrait, unwrap } from '../kit/testing/portrait.ts';
import { blazefaceAnchors } from './anchors.ts';
import { BlazeFace } from './blazeface.ts';

let ops: ImageOps;
let model: BlazeFace;
beforeAll(async () => {
  ops = await loadOpenCvJs();
  model = unwrap(await BlazeFace.load(ops));
});
afterAll(() => model.release());

test('there are 896 anchors: two per cell of 16 pixels, six per cell of 32', () => {
  const anchors = blazefaceAnchors(256);
  expect(anchors).toHaveLength(896);
  expect(anchors.slice(0, 3)).toEqual([
    [8, 8],
    [8, 8],
    [24, 8],
  ]);
  expect(anchors[512]).toEqual([16, 16]);
  expect(anchors.at(-1)).toEqual([240, 240]);
});

describe('on the portrait', () => {
  test('finds the one face and its eyes', async () => {
    const [face, ...others] = await model.detect(await portrait());
    expect(others).toEqual([]);
    expect(face!.score).toBeGreaterThan(0.8);
    expect(face!.box.height).toBeGreaterThan(90);
    expect(face!.box.height).toBeLessThan(120);
    expect(Math.hypot(face!.imageLeftEye[0] - 203, face!.imageLeftEye[1] - 102)).toBeLessThan(4);
    expect(Math.hypot(face!.imageRightEye[0] - 247, face!.imageRightEye[1] - 103)).toBeLessThan(4);
  });

  test('gives the same place in a larger picture, in its pixels', async () => {
    const [small] = await model.detect(await portrait());
    const [large] = await model.detect(await cameraPortrait(ops));
    expect(large!.box.x / 2).toBeCloseTo(small!.box.x, -0.5);
    expect(large!.box.height / 2).toBeCloseTo(small!.box.height, -0.7);
  });

  test('finds two people side by side', async () => {
    const one = await portrait();
    const wide = placed(one, 1024, 512, 0, 0);
    const both = { ...wide, data: wide.data.slice() };
    const second = placed(one, 1024, 512, 512, 0);
    second.data.forEach((value, i) => {
      if (Math.floor(i / 3) % 1024 >= 512) both.data[i] = value;
    });
    expect(await model.detect(both)).toHaveLength(2);
  });
});

test('sees no face in an empty picture', async () => {
  expect(
    await model.detect({ width: 64, height: 48, channels: 3, data: new Uint8Array(64 * 48 * 3).fill(90) }),
  ).toEqual([]);
});
