import { parentPort } from 'node:worker_threads';
import {
  type CaptureFault,
  captureFrame,
  type FingerPicture,
} from '../../../fixtures/finger-vein/capture.ts';
import { FingerRandom } from '../../../fixtures/finger-vein/random.ts';
import { encodeJpeg } from '../../kit/image/codec.ts';
import type { LaidFinger } from './finger.ts';

export interface DrawWish {
  readonly id: number;
  /** Null: nothing lies there. */
  readonly laid: LaidFinger | null;
  readonly width: number;
  readonly height: number;
  /** Of a finger that lies well, px of the picture. */
  readonly fingerWidth: number;
  /** Without the scanner's light there is only what falls in from the room. */
  readonly lit: boolean;
  /** So many JPEGs, each with noise of its own: a sensor never gives the same picture twice. */
  readonly jpegs: number;
}
export interface Drawn {
  readonly id: number;
  readonly picture: FingerPicture;
  readonly jpegs: readonly Uint8Array[];
}

/** How much one laying differs from another, 1 as in the fixtures: this scanner has a groove and a stop. */
const SPREAD = 0.4;
/** A finger that is held too high is farther from the camera: narrow. */
const HIGH = 0.55;
const faults: Readonly<Partial<Record<LaidFinger['pose'], CaptureFault>>> = {
  // Pressed onto the window: the light comes through where it should not.
  flat: 'bright',
  rotated: 'rotated',
  cold: 'cold',
};

/** Share of the light that is there without the scanner's. */
const ROOM = 0.08;
/** What the light adds to an empty scanner: the wall opposite. */
const WALL = 14;
const JPEG_QUALITY = 90;
const NOISE = 1.5;
/** A hand at rest moves by parts of a pixel from one picture to the next. */
const TREMOR = 0.2;

function drawn({ laid, width, height, fingerWidth, lit }: DrawWish): FingerPicture {
  const picture = captured(laid, width, height, fingerWidth);
  if (lit && laid) return picture;
  return { ...picture, data: picture.data.map((level) => (lit ? level + WALL : Math.round(level * ROOM))) };
}

function captured(
  laid: LaidFinger | null,
  width: number,
  height: number,
  fingerWidth: number,
): FingerPicture {
  if (!laid) return captureFrame({ finger: 0, capture: 0, fault: 'noFinger' }, width, height, fingerWidth);
  const { finger, pose, laying: capture } = laid;
  const fault = faults[pose];
  const wide = fingerWidth * (pose === 'high' ? HIGH : 1);
  return captureFrame({ finger, capture, hard: SPREAD, ...(fault ? { fault } : {}) }, width, height, wide);
}

/** The first is the picture itself. */
async function packed({ width, height, data }: FingerPicture, count: number): Promise<Uint8Array[]> {
  const jpegs: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    const random = new FingerRandom(i, 3);
    const moved = Math.min(1, i * TREMOR);
    const noisy = Uint8ClampedArray.from(data, (level, at) =>
      i === 0 ? level : level + moved * ((data[at + 1] ?? level) - level) + random.normal(0, NOISE),
    );
    const image = { width, height, channels: 1, data: new Uint8Array(noisy) } as const;
    jpegs.push(await encodeJpeg(image, JPEG_QUALITY));
  }
  return jpegs;
}

/** Entry of the thread that draws fingers: one takes up to a tenth of a second, and a simulated scanner has to go on answering. */
parentPort?.on('message', async (wish: DrawWish) => {
  const picture = drawn(wish);
  const told: Drawn = { id: wish.id, picture, jpegs: await packed(picture, wish.jpegs) };
  parentPort?.postMessage(told);
});
