import { type Box, centreOf } from '../kit/geometry.ts';

/** The model judges a face with its surroundings: a square 2.7 times the height of the face. */
const CONTEXT_FACTOR = 2.7;

export interface ContextCrop {
  /** Whole pixels, inside the image. */
  readonly region: Box;
  /** The factor that the image had room for, at most 2.7. */
  readonly factor: number;
  /** How far the square had to be moved to stay inside, in parts of its side. */
  readonly shift: number;
}

/** The square that the liveness model is shown, kept inside the image. */
export function contextCrop(image: { width: number; height: number }, face: Box): ContextCrop {
  const factor = Math.min(CONTEXT_FACTOR, (image.height - 1) / face.height, (image.width - 1) / face.height);
  const side = Math.max(1, Math.round(face.height * factor));
  const [centreX, centreY] = centreOf(face);
  const wanted = [centreX - side / 2, centreY - side / 2] as const;
  const x = Math.round(Math.min(Math.max(wanted[0], 0), image.width - side));
  const y = Math.round(Math.min(Math.max(wanted[1], 0), image.height - side));
  const shift = Math.max(Math.abs(wanted[0] - x), Math.abs(wanted[1] - y)) / side;
  return { region: { x, y, width: side, height: side }, factor, shift };
}
