import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvJs } from '../../drivers/kit/image/opencv-js.ts';
import { portrait, unwrap } from '../kit/testing/portrait.ts';
import { contextCrop } from './context-crop.ts';
import { MiniFasNet } from './minifasnet.ts';

let model: MiniFasNet;
beforeAll(async () => {
  model = unwrap(await MiniFasNet.load(await loadOpenCvJs()));
});
afterAll(() => model.release());

/** UltraFace's box in the portrait, rounded. */
const FACE = { x: 175, y: 66, width: 97, height: 109 };

test('takes the portrait for alive; with red and blue swapped the answer is another', async () => {
  const image = await portrait();
  expect(await model.score(image, FACE)).toBeGreaterThan(0.9);
  const swapped = image.data.slice();
  for (let i = 0; i < swapped.length; i += 3) [swapped[i], swapped[i + 2]] = [swapped[i + 2]!, swapped[i]!];
  const other = await model.score({ ...image, data: swapped }, FACE);
  expect(other).not.toBeCloseTo(await model.score(image, FACE), 4);
});

describe('the crop around the face', () => {
  test('is 2.7 heights wide where there is room', () => {
    const { region, factor, shift } = contextCrop(
      { width: 1000, height: 1000 },
      { x: 450, y: 450, width: 80, height: 100 },
    );
    expect(region).toEqual({ x: 355, y: 365, width: 270, height: 270 });
    expect(factor).toBe(2.7);
    expect(shift).toBeLessThan(0.01);
  });

  test('moves back into the picture, and says by how much', () => {
    const { region, shift } = contextCrop(
      { width: 1000, height: 1000 },
      { x: 0, y: 450, width: 80, height: 100 },
    );
    expect(region.x).toBe(0);
    expect(shift).toBeCloseTo(95 / 270, 2);
  });

  test('shrinks for a face that fills the picture', () => {
    const { region, factor } = contextCrop(
      { width: 640, height: 480 },
      { x: 200, y: 90, width: 250, height: 300 },
    );
    expect(factor).toBeCloseTo(479 / 300);
    expect(region.height).toBe(479);
    expect(region.y + region.height).toBeLessThanOrEqual(480);
  });
});
