/** From a frame of the scanner to the finger alone: straight, centred, 100 pixels wide. */
import { type FingerEdges, traceEdges } from './edges.ts';
import { type GrayImage, quarterTurn, sampled, scaled } from './gray-image.ts';
import { FINGER_WIDTH, gateLimits, maskLimits } from './vein-constants.ts';

/** What is known of a scanner before any finger is seen. */
export interface ScannerGeometry {
  /** How the finger lies in the picture; an upright one points up. */
  readonly axis: 'horizontal' | 'vertical';
  /** Width of a usual finger in pixels of the picture. */
  readonly fingerWidth: number;
  /** Length of the region in pixels of the scaled finger; even. */
  readonly length: number;
  /** `given`: the pictures are cut to the finger already. */
  readonly roi: 'find' | 'given';
}

/**
 * Why a capture is not as good as it should be; most tell the person what to do. A finger that is rolled around its axis has no
 * word: it looks as good as any other.
 */
export const veinReasons = [
  'noFinger',
  'oneEdge',
  'tooNarrow',
  'tooWide',
  'rotated',
  'tooHigh',
  'tooFlat',
  'cold',
  'dark',
  'glare',
] as const;
export type VeinReason = (typeof veinReasons)[number];

/** Reasons that leave nothing to compare; with the others the capture is usable, but another would be better. */
const fatal: ReadonlySet<VeinReason> = new Set(['noFinger', 'tooNarrow', 'tooWide', 'dark']);

export interface FingerRegion extends GrayImage {
  /** 1 where the finger is seen. */
  readonly mask: Uint8Array;
  /** Degrees, positive when the tip points down. */
  readonly angle: number;
}

export interface RegionFound {
  /** `null` when nothing can be compared. */
  readonly region: FingerRegion | null;
  /** Empty: a good capture. */
  readonly reasons: readonly VeinReason[];
  /** Distance between the edges in pixels of the picture; `null` unless both were seen. */
  readonly fingerWidth: number | null;
}

/** Cuts the finger out and judges the capture. Pure. */
export function findRegion(frame: GrayImage, geometry: ScannerGeometry): RegionFound {
  const lying = geometry.axis === 'vertical' ? quarterTurn(frame) : frame;
  const factor = FINGER_WIDTH / geometry.fingerWidth;
  const size = (side: number): number => Math.max(1, Math.round(side * factor));
  const image = scaled(lying, size(lying.width), size(lying.height));
  if (geometry.roi === 'given') return judged(cutRegion(image, geometry.length), [], null);
  if (image.height < MIN_ROWS) return nothing(['noFinger']);
  const pose = poseOf(traceEdges(image), image.height);
  if (pose.centre === null) return nothing(pose.reasons);
  const region = straightened(image, { ...pose, centre: pose.centre }, geometry.length);
  return judged(region, pose.reasons, pose.width === null ? null : pose.width / factor);
}

/** Rows that the search for edges needs. */
const MIN_ROWS = 40;

const nothing = (reasons: readonly VeinReason[]): RegionFound => ({
  region: null,
  reasons,
  fingerWidth: null,
});

interface Pose {
  readonly slope: number;
  /** Row of the finger's middle at the middle column; `null` when nothing can be cut. */
  readonly centre: number | null;
  /** Across the finger, px of the scaled picture; `null` unless both edges are seen. */
  readonly width: number | null;
  readonly reasons: readonly VeinReason[];
}

function poseOf({ upper, lower }: FingerEdges, height: number): Pose {
  const one = upper ?? lower;
  if (one === null) return { slope: 0, centre: null, width: null, reasons: ['noFinger'] };
  const slope = upper && lower ? (upper.slope + lower.slope) / 2 : one.slope;
  const reasons: VeinReason[] = [];
  const angle = (Math.abs(Math.atan(slope)) * 180) / Math.PI;
  if (angle > gateLimits.maxAngle || Math.abs(slope) >= gateLimits.maxSlope) reasons.push('rotated');
  if (upper && lower) {
    const across = lower.at - upper.at;
    const width = across * Math.cos(Math.atan(slope));
    const [narrow, wide] = gateLimits.widthRatio;
    if (across < gateLimits.minWidthShare * height || width < narrow * FINGER_WIDTH)
      reasons.push('tooNarrow');
    if (across > gateLimits.maxWidthShare * height || width > wide * FINGER_WIDTH) reasons.push('tooWide');
    const useless = reasons.some((reason) => fatal.has(reason));
    return { slope, centre: useless ? null : (upper.at + lower.at) / 2, width, reasons };
  }
  // The other edge is taken to be where it is on a usual finger.
  const half = FINGER_WIDTH / 2 / Math.cos(Math.atan(slope));
  const centre = upper ? upper.at + half : one.at - half;
  return { slope, centre, width: null, reasons: [...reasons, 'oneEdge'] };
}

/** Turned, centred, and scaled to the measured width where both edges were seen. */
function straightened(
  image: GrayImage,
  pose: Pose & { readonly centre: number },
  length: number,
): FingerRegion {
  const angle = Math.atan(pose.slope);
  const step = (pose.width ?? FINGER_WIDTH) / FINGER_WIDTH;
  const [cos, sin] = [Math.cos(angle) * step, Math.sin(angle) * step];
  const [middleX, middleY] = [(length - 1) / 2, (FINGER_WIDTH - 1) / 2];
  const place = {
    a: cos,
    b: -sin,
    c: (image.width - 1) / 2 - cos * middleX + sin * middleY,
    d: sin,
    e: cos,
    f: pose.centre - sin * middleX - cos * middleY,
  };
  const { inside, ...gray } = sampled(image, place, length, FINGER_WIDTH);
  const margin = maskLimits.insideEdges + maskLimits.erosion + maskLimits.brightRim;
  return { ...gray, mask: masked(gray, inside, margin), angle: (angle * 180) / Math.PI };
}

/** The middle of a picture that is cut already. */
function cutRegion(image: GrayImage, length: number): FingerRegion {
  const place = {
    a: 1,
    b: 0,
    c: (image.width - length) / 2,
    d: 0,
    e: 1,
    f: (image.height - FINGER_WIDTH) / 2,
  };
  const { inside, ...gray } = sampled(image, place, length, FINGER_WIDTH);
  return { ...gray, mask: masked(gray, inside, maskLimits.insideCut), angle: 0 };
}

function masked({ width, height, data }: GrayImage, inside: Uint8Array, margin: number): Uint8Array {
  const mask = new Uint8Array(data.length);
  for (let y = margin; y < height - margin; y++)
    for (let p = y * width, end = p + width; p < end; p++)
      mask[p] = inside[p] === 1 && data[p]! >= maskLimits.minLevel ? 1 : 0;
  return mask;
}

function judged(
  region: FingerRegion,
  before: readonly VeinReason[],
  fingerWidth: number | null,
): RegionFound {
  const reasons = [...before];
  let [finger, bright] = [0, 0];
  region.mask.forEach((on, p) => {
    if (on === 0) return;
    finger++;
    if (region.data[p]! >= gateLimits.glareLevel) bright++;
  });
  if (finger < gateLimits.minFingerShare * region.mask.length) reasons.push('dark');
  if (bright > gateLimits.maxGlareShare * finger) reasons.push('glare');
  return { region: reasons.some((reason) => fatal.has(reason)) ? null : region, reasons, fingerWidth };
}
