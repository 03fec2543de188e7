/**
 * Every constant of the finger-vein pipeline, as data. A length is in pixels of the scaled finger (100 wide) unless its
 * name says otherwise.
 *
 * Sources: [Miura] N. Miura, A. Nagasaka, T. Miyatake, "Extraction of finger-vein patterns using maximum curvature
 * points in image profiles", IEICE Trans. E90-D(8), 2007 (first MVA 2005). [measured] read on the tuning halves of
 * research sets (FV-USM, SDUMLA-HMT) and on the NUPT-FPV sample, figures in MODEL.md; none of those pictures may be
 * shipped. [OpenCV] behaviour of OpenCV 4 that the reference was made with. [invented] measured on invented fingers only.
 */

/** [measured] What every finger is scaled to; the sigma below fits this width and no other. */
export const FINGER_WIDTH = 100;

/** Where the outer edges of the finger are, and how sure that is. [measured] on full frames of NUPT and FV-USM. */
export const edgeLimits = {
  /** Box blur before the search. */
  blurAlong: 15,
  blurAcross: 3,
  /** Pixels on each side of an edge whose means are compared. */
  reach: 5,
  /** An edge lies in the outer 45 % of the rows, above and below. */
  searchShare: 0.45,
  /** The drop of light that makes an edge: grey levels, and this share of the median at the column's middle. */
  minDrop: 14,
  minDropShare: 0.22,
  /** The column's middle: the rows between these shares of the height. Own choice. */
  middle: [0.35, 0.65],
  /** Robust line: rounds, and which residuals stay (px, or this many median absolute deviations). */
  lineRounds: 5,
  keepPx: 2,
  keepDeviations: 4.45,
  /** Share of the columns that must show the edge. */
  minColumns: 0.3,
} as const;

/** The gate of a capture. [measured] 82 % of the NUPT frames pass it. */
export const gateLimits = {
  /** Distance between the edges as a share of the frame's height. */
  minWidthShare: 0.3,
  maxWidthShare: 1.05,
  maxSlope: 0.35,
  /** Degrees; above this the person is asked to lay the finger straight. */
  maxAngle: 8,
  /** Measured width by the scanner's usual one; beyond that the edges are of something else. Own choice. */
  widthRatio: [0.6, 1.6],
  /** Share of the region that must show finger, and the share of it that may be overexposed (level 250). Own choice. */
  minFingerShare: 0.35,
  maxGlareShare: 0.2,
  glareLevel: 250,
} as const;

/**
 * Veins that hardly stand out, and why: by the strength of `veinPicture` and the finger's width by the scanner's usual one.
 * [invented] seeds 2000 to 2059, strength of good captures 0.078 in the middle, 0.026 at 5 %, 0.015 at 1 %; of cold ones 0.021, held
 * high 0.023, pressed flat 0.026 in the middle. Width of good ones 0.88 to 1.08, held high 0.64 to 0.80, pressed flat 1.14 to 1.33.
 * Only asks for another try: a person may have such fingers. To be read again on consented captures.
 */
export const faintLimits = {
  cold: 0.018,
  /** With a width that is out of the ordinary less is needed to say so. */
  oddWidth: 0.035,
  highWidth: 0.85,
  flatWidth: 1.12,
} as const;

/** What of the region counts as finger. [measured] */
export const maskLimits = {
  /** Off the edges that were seen: a margin, half of a 7x7 erosion, and the bright rim. */
  insideEdges: 3,
  erosion: 3,
  brightRim: 8,
  /** Off the borders of a region that was cut elsewhere: as the masks of the golden vectors. */
  insideCut: 4,
  /** Darker pixels show no finger. */
  minLevel: 12,
} as const;

/** [OpenCV] cv::createCLAHE with these; [measured] chosen on the tuning halves. */
export const claheSettings = { clipLimit: 2, tilesAlong: 8, tilesAcross: 4 } as const;

/** [Miura] the method; [measured] sigma: 3 px at a finger width of 100 px. Kernels reach four sigmas. */
export const curvatureSettings = { sigma: 3, reach: 12 } as const;

/**
 * Crop-strips, in rows and columns of the halved map. [measured] the lowest EER of the classical matchers on every set
 * taken with a guided scanner.
 */
export const matchSettings = { cropRows: 10, cropColumns: 20, strips: 5, stripShift: 2 } as const;

/**
 * The match that decides (aligned-match.ts), on the halved map as well. [invented] chosen on seeds 2000 to 2099, confirmed on
 * others and on wider poses (MODEL.md).
 */
export const alignSettings = {
  /** Places that are tried to the end. EER with one 1.6 %, with three 1.1 %, with five and with eight 0.9 %. */
  places: 5,
  /** Around a place that was found at half size: the pixel that the halving hides. */
  nearby: 1,
  /** How far a strip may move. One place and a smaller margin: two 1.6 %, three 1.4 %. */
  stripShift: 3,
  /**
   * How much of the template's border is compared once it lies where it belongs. The outermost four rows and five columns
   * stay out: rims of light at the finger's edges repeat on every finger.
   */
  marginRows: 6,
  marginColumns: 15,
} as const;

/** [invented] Binomial smoothing (its right half) before and after the slopes; length of a direction of one quarter. */
export const directionSettings = { smoothing: [6, 4, 1], unit: 8 } as const;
