import { beforeAll, describe, expect, test } from 'vitest';
import { FacePipeline, type LocatedFace } from '../face/face-pipeline.ts';
import { distance } from '../kit/geometry.ts';
import { cameraPortrait, mirrored, placed, portrait, unwrap } from '../kit/testing/portrait.ts';
import { turned } from '../kit/testing/turned.ts';
import type { Image } from '../../drivers/kit/image/image-ops.ts';

let pipeline: FacePipeline;
beforeAll(async () => {
  pipeline = unwrap(await FacePipeline.load());
});

async function locate(image: Image): Promise<LocatedFace> {
  const main = await pipeline.mainFace(image);
  if (main === null) throw new Error('no face');
  return pipeline.locate(image, main.face);
}

describe('the mesh of the portrait', () => {
  test('has eyes, nose and mouth in their places', async () => {
    const { mesh } = await locate(await portrait());
    const [leftEye, rightEye, nose, mouthLeft, mouthRight] = mesh.points;
    expect(mesh.confidence).toBeGreaterThan(0.9);
    expect(mesh.mesh).toHaveLength(468);
    expect(distance(leftEye, [203, 101])).toBeLessThan(4);
    expect(distance(rightEye, [247, 103])).toBeLessThan(4);
    expect(nose[1]).toBeGreaterThan(leftEye[1]);
    expect(mouthLeft[1]).toBeGreaterThan(nose[1]);
    expect(mouthRight[0]).toBeGreaterThan(mouthLeft[0]);
  });

  test('looks straight ahead with open eyes', async () => {
    const { pose } = (await locate(await portrait())).mesh;
    expect(Math.abs(pose.yawDegrees)).toBeLessThan(7);
    expect(Math.abs(pose.rollDegrees)).toBeLessThan(7);
    expect(Math.min(...pose.eyeOpening)).toBeGreaterThan(0.25);
  });

  test('is the same wherever the face stands in the picture', async () => {
    const image = await portrait();
    const here = (await locate(image)).mesh.points;
    const there = (await locate(placed(image, 900, 700, 240, 130))).mesh.points;
    here.forEach(([x, y], i) => {
      expect(distance([x + 240, y + 130], there[i]!)).toBeLessThan(3);
    });
  });

  test('a mirrored face tilts the other way', async () => {
    const image = await portrait();
    const straight = (await locate(image)).mesh.pose.rollDegrees;
    expect((await locate(mirrored(image))).mesh.pose.rollDegrees).toBeCloseTo(-straight, -0.5);
  });
});

describe('a turned head', () => {
  test.each([
    ['left', 25, 1],
    ['right', -25, -1],
  ] as const)(
    'to the person’s %s has yaw of that sign, and the nose moves there',
    async (_side, degrees, sign) => {
      const image = await cameraPortrait(pipeline.ops);
      const front = await locate(image);
      const points = front.mesh.mesh.map(([x, y, z]) => ({ x, y, z }));
      const { mesh } = await locate(turned(image, points, degrees));
      expect(sign * mesh.pose.yawDegrees).toBeGreaterThan(15);
      const noseShift = mesh.points[2][0] - (mesh.points[0][0] + mesh.points[1][0]) / 2;
      // The person's left lies on the right of a picture that is not mirrored.
      expect(sign * noseShift).toBeGreaterThan(10);
    },
  );
});
