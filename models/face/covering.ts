/**
 * Whether a mask, a scarf, a hand or dark glasses hide a part of the face: a coarse look at colours in the aligned
 * face, where every part has its place. It stops honest mistakes early ("please take off the mask"); it is no defence,
 * and needs none: what it lets through still has to be similar enough.
 */
import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { crop } from '../kit/crop.ts';
import type { Box } from '../kit/geometry.ts';

type Covering = 'none' | 'mouth' | 'eyes';

/** Patches of the 112x112 face: both cheeks right below the eyes, the mouth with the chin, the band of the eyes. */
const CHEEKS: readonly Box[] = [
  { x: 30, y: 62, width: 12, height: 10 },
  { x: 70, y: 62, width: 12, height: 10 },
];
const BRIDGE: Box = { x: 50, y: 44, width: 12, height: 14 };
const MOUTH: Box = { x: 42, y: 80, width: 28, height: 24 };
const EYES: readonly Box[] = [
  { x: 28, y: 44, width: 20, height: 16 },
  { x: 64, y: 44, width: 20, height: 16 },
];

/** How far the colour of the mouth region may lie from that of the nose bridge, as a distance of chromaticities. */
const MAX_CHROMA_DISTANCE = 0.085;
/** Skin and lips have more texture than cloth of one colour. */
const MIN_MOUTH_DEVIATION = 6;
/** Dark glasses: the eye band is this much darker than the cheeks, and even. */
const MAX_EYE_RATIO = 0.4;

export function covering(ops: ImageOps, aligned: Image): Covering {
  const colour = (box: Box) => ops.meanStdDev(crop(aligned, box));
  const luma = ({ mean }: { mean: readonly number[] }): number => (mean[0]! + mean[1]! + mean[2]!) / 3;
  const cheeks = CHEEKS.map(colour);
  const cheekLuma = (luma(cheeks[0]!) + luma(cheeks[1]!)) / 2;
  const eyeLuma = (luma(colour(EYES[0]!)) + luma(colour(EYES[1]!))) / 2;
  if (eyeLuma < MAX_EYE_RATIO * cheekLuma) return 'eyes';
  const mouth = colour(MOUTH);
  const bridge = colour(BRIDGE);
  const chroma = ({ mean }: { mean: readonly number[] }): readonly [number, number] => {
    const sum = Math.max(1, mean[0]! + mean[1]! + mean[2]!);
    return [mean[0]! / sum, mean[1]! / sum];
  };
  const [a, b] = [chroma(mouth), chroma(bridge)];
  const far = Math.hypot(a[0] - b[0], a[1] - b[1]) > MAX_CHROMA_DISTANCE;
  const flat = Math.max(...mouth.stdDev) < MIN_MOUTH_DEVIATION;
  return far || flat ? 'mouth' : 'none';
}
