/** Pixel pitch of the default panel, a 21.5-inch 1920×1080 one, in mm. */
const defaultPitch = 0.248;

/** The smallest supported panel (15.6 inch) in mm. A smaller window is a demonstration and is scaled down to fit. */
const smallest = { long: 345, short: 193 };

/** How a window measures in mm, and which layout follows from it. */
export interface Panel {
  /** CSS pixels per mm. */
  readonly mm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly turn: 'portrait' | 'landscape';
  /** s = 15.6 inch and the like, m = 21.5 inch, l = 32 inch. */
  readonly room: 's' | 'm' | 'l';
  /** A small panel that is not low: narrow, as beside an open drawer. */
  readonly tall: boolean;
  /** True when the window is smaller than any supported panel, so that mm are not true mm. */
  readonly shrunk: boolean;
}

/** The pitch in mm from a query string such as `?pitch=0.248`; anything that is no plausible pitch is the default. */
export const pitchFrom = (query: string): number => {
  const pitch = Number(new URLSearchParams(query).get('pitch'));
  return pitch >= 0.1 && pitch <= 1 ? pitch : defaultPitch;
};

/**
 * @param width and height of the window in CSS pixels
 * @param pitch distance of two panel pixels in mm
 * @param ratio device pixels per CSS pixel
 */
export const panelOf = (width: number, height: number, pitch: number, ratio: number): Panel => {
  const trueMm = 1 / pitch / ratio;
  const long = Math.max(width, height) / trueMm;
  const short = Math.min(width, height) / trueMm;
  const fit = Math.min(1, long / smallest.long, short / smallest.short);
  const mm = trueMm * fit;
  const shortMm = short / fit;
  const longMm = long / fit;
  return {
    mm,
    widthMm: width / mm,
    heightMm: height / mm,
    turn: width > height ? 'landscape' : 'portrait',
    room: shortMm < 230 || longMm < 430 ? 's' : shortMm < 340 || longMm < 620 ? 'm' : 'l',
    tall: shortMm >= 230,
    shrunk: fit < 1,
  };
};
