/**
 * Moves the crop, not the person: from where the face stands in the camera's picture to the part of the picture that is
 * shown and checked. Seated, standing and in a wheelchair the face ends up at the same place on the screen. All
 * rectangles are fractions of the frame, 0..1, origin at the upper left.
 */
export interface FractionRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface FramingOptions {
  /** Width of the crop divided by its height, in pixels. */
  readonly aspect: number;
  /** Height of the face box as a share of the crop's height. */
  readonly faceShare: number;
  /** Where the middle of the face box stands in the crop, as a share of its height from the top. */
  readonly faceLevel: number;
  /** The crop is never smaller than this many frame pixels in height: less would show the senior a blurred face. */
  readonly minHeightPx: number;
  /** The crop follows with this time constant, in ms. */
  readonly followMs: number;
  /** A face that moves less than this share of the crop moves nothing: the picture must stand still for a still person. */
  readonly deadZone: number;
  /** Without a face the crop stays for this long, in ms, then goes back to its rest. */
  readonly holdMs: number;
}

export const defaultFraming: FramingOptions = {
  aspect: 3 / 4,
  faceShare: 0.42,
  faceLevel: 0.46,
  minHeightPx: 360,
  followMs: 450,
  deadZone: 0.03,
  holdMs: 2500,
};

/** What the framing remembers from one picture to the next; plain data. */
export interface FramingState {
  readonly crop: FractionRect;
  readonly target: FractionRect;
  readonly atMs: number;
  readonly faceSeenAtMs: number | null;
}

export interface FrameSizePx {
  readonly width: number;
  readonly height: number;
}

/** Before anybody is there: the largest crop of the right shape, in the middle. */
export function initialFraming(
  frame: FrameSizePx,
  atMs: number,
  options: FramingOptions = defaultFraming,
): FramingState {
  const crop = restCrop(frame, options);
  return { crop, target: crop, atMs, faceSeenAtMs: null };
}

/** The next state after a picture taken at `atMs` in which the face stands at `face`, or null without a face. */
export function nextFraming(
  state: FramingState,
  face: FractionRect | null,
  frame: FrameSizePx,
  atMs: number,
  options: FramingOptions = defaultFraming,
): FramingState {
  const elapsed = Math.max(0, atMs - state.atMs);
  const usable = face !== null && isRect(face) ? face : null;
  const faceSeenAtMs = usable ? atMs : state.faceSeenAtMs;
  const target = nextTarget(state, usable, frame, atMs, options);
  const part = 1 - Math.exp(-elapsed / options.followMs);
  const crop = shapedInside(mix(state.crop, target, part), frame, options);
  return { crop, target, atMs: state.atMs + elapsed, faceSeenAtMs };
}

/** The crop that would show this face best, inside the frame. */
export function idealCrop(
  face: FractionRect,
  frame: FrameSizePx,
  options: FramingOptions = defaultFraming,
): FractionRect {
  const height = limitHeight(face.height / options.faceShare, frame, options);
  const width = (height * frame.height * options.aspect) / frame.width;
  const x = face.x + face.width / 2 - width / 2;
  const y = face.y + face.height / 2 - height * options.faceLevel;
  return clampInside({ x, y, width, height });
}

function nextTarget(
  state: FramingState,
  face: FractionRect | null,
  frame: FrameSizePx,
  atMs: number,
  options: FramingOptions,
): FractionRect {
  if (face) {
    const ideal = idealCrop(face, frame, options);
    return distance(ideal, state.target) > options.deadZone * state.target.height ? ideal : state.target;
  }
  const since = state.faceSeenAtMs;
  return since !== null && atMs - since <= options.holdMs ? state.target : restCrop(frame, options);
}

function restCrop(frame: FrameSizePx, options: FramingOptions): FractionRect {
  const height = limitHeight(1, frame, options);
  const width = (height * frame.height * options.aspect) / frame.width;
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

/** As tall as wished, but not below the pixel limit and never larger than the frame in either direction. */
function limitHeight(height: number, frame: FrameSizePx, options: FramingOptions): number {
  const tallest = Math.min(1, frame.width / (frame.height * options.aspect));
  return Math.min(tallest, Math.max(height, options.minHeightPx / frame.height));
}

function shapedInside(rect: FractionRect, frame: FrameSizePx, options: FramingOptions): FractionRect {
  const height = limitHeight(rect.height, frame, options);
  const width = (height * frame.height * options.aspect) / frame.width;
  return clampInside({ ...rect, width, height });
}

function clampInside({ x, y, width, height }: FractionRect): FractionRect {
  const inside = (at: number, size: number): number => Math.max(0, Math.min(at, 1 - size));
  return { x: inside(x, width), y: inside(y, height), width, height };
}

function mix(a: FractionRect, b: FractionRect, part: number): FractionRect {
  const between = (from: number, to: number): number => from + (to - from) * part;
  return {
    x: between(a.x, b.x),
    y: between(a.y, b.y),
    width: between(a.width, b.width),
    height: between(a.height, b.height),
  };
}

/** How far two crops are apart: the largest move of any of their edges. */
function distance(a: FractionRect, b: FractionRect): number {
  return Math.max(
    Math.abs(a.x - b.x),
    Math.abs(a.y - b.y),
    Math.abs(a.x + a.width - b.x - b.width),
    Math.abs(a.y + a.height - b.y - b.height),
  );
}

function isRect({ x, y, width, height }: FractionRect): boolean {
  return [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0;
}
