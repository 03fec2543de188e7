import { parentPort } from 'node:worker_threads';
import {
  type CaptureFault,
  captureFrame,
  type FingerPicture,
} from '../../../fixtures/finger-vein/capture.ts';
import type { LaidFinger } from './finger.ts';

export interface DrawWish {
  readonly id: number;
  /** Null: nothing lies there. */
  readonly laid: LaidFinger | null;
  readonly width: number;
  readonly height: number;
  /** Of a finger that lies well, px of the picture. */
  readonly fingerWidth: number;
}
export interface Drawn {
  readonly id: number;
  readonly picture: FingerPicture;
}

/** A finger that is held too high is farther from the camera: narrow. */
const HIGH = 0.55;
const faults: Readonly<Partial<Record<LaidFinger['pose'], CaptureFault>>> = {
  // Pressed onto the window: the light comes through where it should not.
  flat: 'bright',
  rotated: 'rotated',
  cold: 'cold',
};

function drawn({ laid, width, height, fingerWidth }: DrawWish): FingerPicture {
  if (!laid) return captureFrame({ finger: 0, capture: 0, fault: 'noFinger' }, width, height, fingerWidth);
  const { finger, pose, laying: capture } = laid;
  const fault = faults[pose];
  const wide = fingerWidth * (pose === 'high' ? HIGH : 1);
  return captureFrame({ finger, capture, ...(fault ? { fault } : {}) }, width, height, wide);
}

/** Entry of the thread that draws fingers: one takes up to a tenth of a second, and a simulated scanner has to go on answering. */
parentPort?.on('message', (wish: DrawWish) => {
  const picture = drawn(wish);
  parentPort?.postMessage({ id: wish.id, picture } satisfies Drawn, [picture.data.buffer as ArrayBuffer]);
});
