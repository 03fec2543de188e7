/** What the command line does not say about the scanner is read off some of its pictures. */
import { type GrayImage, quarterTurn } from '../../finger-vein/gray-image.ts';
import { findRegion, type ScannerGeometry } from '../../finger-vein/region.ts';
import { FINGER_WIDTH } from '../../finger-vein/vein-constants.ts';
import { readGray } from './read-gray.ts';
import type { VeinFile } from './vein-folder.ts';

export interface GeometryOptions {
  readonly roi: 'find' | 'given';
  /** Left out: along the longer side of cut pictures, else the way in which more fingers show both edges. */
  readonly axis?: 'horizontal' | 'vertical';
  /** Pixels of the picture. Left out: the median of what is seen, or the height of a cut picture. */
  readonly fingerWidth?: number;
  /** Pixels of the scaled finger. Left out: what the pictures show, at most 300. */
  readonly length?: number;
}

const PICTURES = 24;
/** Widths that are tried first, as shares of the frame's height. */
const GUESSES = [0.9, 0.7, 0.5, 0.35];
/** [measured] Longer regions were not measured; shorter ones leave too little after the match has cut its border. */
const LENGTHS = { least: 120, most: 300 } as const;

/** `null` when no picture can be read. */
export async function usualGeometry(
  files: readonly VeinFile[],
  options: GeometryOptions,
): Promise<ScannerGeometry | null> {
  const step = Math.max(1, Math.floor(files.length / PICTURES));
  const pictures: GrayImage[] = [];
  for (let i = 0; i < files.length && pictures.length < PICTURES; i += step) {
    const gray = await readGray(files[i]!.path);
    if (gray.ok) pictures.push(gray.value);
  }
  const axis = options.axis ?? usualAxis(pictures, options.roi);
  const frames = lying(pictures, axis);
  const [height, width] = [middle(frames.map((f) => f.height)), middle(frames.map((f) => f.width))];
  if (height === null || width === null) return null;
  const fingerWidth =
    options.fingerWidth ??
    (options.roi === 'given' ? height : (middle(widthsOf(frames)) ?? height * GUESSES[1]!));
  const shown = Math.min(LENGTHS.most, Math.max(LENGTHS.least, (width * FINGER_WIDTH) / fingerWidth));
  const length = 2 * Math.floor((options.length ?? shown) / 2);
  return { axis, roi: options.roi, fingerWidth, length };
}

type Axis = ScannerGeometry['axis'];

const lying = (pictures: readonly GrayImage[], axis: Axis): readonly GrayImage[] =>
  axis === 'vertical' ? pictures.map(quarterTurn) : pictures;

function usualAxis(pictures: readonly GrayImage[], roi: ScannerGeometry['roi']): Axis {
  if (roi === 'given') {
    const tall = pictures.filter(({ width, height }) => height > width).length;
    return 2 * tall > pictures.length ? 'vertical' : 'horizontal';
  }
  const seen = (axis: Axis): number => widthsOf(lying(pictures, axis)).length;
  return seen('vertical') > seen('horizontal') ? 'vertical' : 'horizontal';
}

/** Of the fingers seen with both edges, at the guess under which those are most. */
function widthsOf(frames: readonly GrayImage[]): number[] {
  let best: number[] = [];
  for (const share of GUESSES) {
    const found = frames.flatMap((frame) => {
      const geometry = {
        axis: 'horizontal',
        roi: 'find',
        fingerWidth: frame.height * share,
        length: 120,
      } as const;
      return findRegion(frame, geometry).fingerWidth ?? [];
    });
    if (found.length > best.length) best = found;
  }
  return best;
}

function middle(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
}
