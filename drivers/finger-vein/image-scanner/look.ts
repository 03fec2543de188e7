import type { CameraFrame } from '../../camera/camera.ts';
import type { FingerBand } from './finger-band.ts';

/** A picture, and what was seen in it. */
export interface Look {
  readonly frame: CameraFrame;
  readonly band: FingerBand | null;
}

/** The edges of a finger that lies still move at most so much between two pictures, as a share of the picture's side. */
const STILL = 0.03;

/** The finger has not moved, or there is none in either. */
export function isStill({ band: now }: Look, before: Look | null): boolean {
  const last = before?.band ?? null;
  if (now === null || last === null) return now === last;
  return Math.abs(now.from - last.from) < STILL && Math.abs(now.to - last.to) < STILL;
}

/** To the byte: a living sensor never does that. */
export const isRepeated = ({ frame: now }: Look, { frame: before }: Look): boolean =>
  Buffer.from(now.jpeg.buffer, now.jpeg.byteOffset, now.jpeg.byteLength).equals(before.jpeg);
