import type { Point } from '../kit/geometry.ts';

/** Feature maps of the "back" model for a 256x256 input: stride in pixels, anchors per cell. */
const LAYERS = [
  { stride: 16, perCell: 2 },
  { stride: 32, perCell: 6 },
] as const;

/** Centres of the 512 + 384 anchors in pixels of the 256x256 input, in the order of the model's rows. */
export function blazefaceAnchors(inputSize: number): Point[] {
  return LAYERS.flatMap(({ stride, perCell }) => {
    const cells = inputSize / stride;
    return Array.from({ length: cells * cells * perCell }, (_, i): Point => {
      const cell = Math.floor(i / perCell);
      return [((cell % cells) + 0.5) * stride, (Math.floor(cell / cells) + 0.5) * stride];
    });
  });
}
