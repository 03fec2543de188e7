import { beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import {
  cameraPortrait,
  mapped,
  painted,
  placed,
  portrait,
  softened,
  unwrap,
} from '../kit/testing/portrait.ts';
import { turned } from '../kit/testing/turned.ts';
import { FacePipeline } from './face-pipeline.ts';
import { placementReasons, readFrame } from './frame-reading.ts';
import { faceQuality } from './quality.ts';
import { Stopwatch } from './timings.ts';

let pipeline: FacePipeline;
let camera: Image;
beforeAll(async () => {
  pipeline = unwrap(await FacePipeline.load());
  camera = await cameraPortrait(pipeline.ops);
});

const reasonsOf = async (image: Image) => (await readFrame(pipeline, image, new Stopwatch())).reasons;
/** The lower half of the face, and the band of the eyes, in the camera picture. */
const MOUTH = { x: 360, y: 236, width: 180, height: 150 };
const EYES = { x: 360, y: 176, width: 180, height: 54 };

describe('a camera frame', () => {
  test('that is good has nothing against it', async () => {
    expect(await reasonsOf(camera)).toEqual([]);
  });

  test.each([
    ['tooDark', () => mapped(camera, (value) => value / 5)],
    ['tooBright', () => mapped(camera, (value) => Math.min(255, value * 1.6 + 70))],
    ['blurred', () => softened(pipeline.ops, camera, 8)],
    ['covered', () => painted(camera, MOUTH, [90, 140, 200])],
    ['covered', () => painted(camera, MOUTH, [240, 240, 240])],
    ['covered', () => painted(camera, EYES, [15, 15, 15])],
  ] as const)('is told to be %s', async (reason, change) => {
    expect(await reasonsOf(change())).toContain(reason);
  });

  test('from far away is told to be so', async () => {
    expect(await reasonsOf(placed(await portrait(), 1024, 1024, 200, 200))).toEqual(['tooFar']);
  });

  test('of an empty room has no face', async () => {
    expect(await reasonsOf(mapped(camera, () => 120))).toEqual(['noFace']);
  });

  test('of a turned head is not facing', async () => {
    const { face } = await readFrame(pipeline, camera, new Stopwatch());
    const points = face!.mesh.mesh.map(([x, y, z]) => ({ x, y, z }));
    expect(await reasonsOf(turned(camera, points, 25))).toContain('notFacing');
  });

  test('of two people says so first', async () => {
    const scene = placed(camera, 2048, 1024, 0, 0);
    const second = placed(camera, 2048, 1024, 1024, 0);
    second.data.forEach((value, i) => {
      if (Math.floor(i / 3) % 2048 >= 1024) scene.data[i] = value;
    });
    // Half the picture's width means half the pixels per face.
    const wide = pipeline.ops.resize(scene, 2048, 1024, 'bilinear');
    expect((await reasonsOf(wide))[0]).toBe('severalPeople');
  });
});

describe('where the person stands', () => {
  const liveness = async (image: Image) => {
    const { face } = await readFrame(pipeline, image, new Stopwatch());
    return pipeline.liveness(image, face!.box);
  };

  test('in the middle is fine', async () => {
    expect(placementReasons(await liveness(camera))).toEqual([]);
  });

  test('at the edge clamps the crop', async () => {
    // The face begins at 344 of 1024: moved until it touches the edge.
    const atEdge = placed(camera, 1024, 1024, -330, 100);
    expect(placementReasons(await liveness(atEdge))).toEqual(['clampedCrop']);
  });

  test('filling the picture is too close', async () => {
    const close = placed(camera, 420, 420, -240, -90);
    expect(placementReasons(await liveness(close))).toEqual(['tooClose']);
  });

  test('unseen by the second detector counts as covered', () => {
    expect(placementReasons(null)).toEqual(['covered']);
  });
});

test('a still picture may be small, and says when it is too small', async () => {
  const image = await portrait();
  const judge = async (picture: Image) => {
    const main = await pipeline.mainFace(picture);
    return faceQuality(pipeline.ops, await pipeline.locate(picture, main!.face), 'photo');
  };
  expect((await judge(image)).reasons).toEqual([]);
  const { reasons, measures } = await judge(pipeline.ops.resize(image, 256, 256, 'area'));
  expect(reasons).toEqual(['tooSmall']);
  expect(measures!.eyeDistance).toBeCloseTo(22, 0);
});
