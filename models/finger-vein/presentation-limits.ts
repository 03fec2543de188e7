/**
 * Constants of the presentation checks, as data. They were set on invented fingers and invented prints, as wide apart from
 * both as those allow (docs/finger-vein-protection.md): these are checks, not a detection of attacks that anybody measured
 * on people.
 */

/** Level of the finger with the light off by its level with the light on; a scanner in its housing leaves next to nothing. */
export const lightPairLimits = { mostLeft: 0.35 } as const;

/** Dots of a print: power of the strongest frequency by the middle power of its ring. */
export const textureLimits = {
  /** Side of the squares that are looked at, px of the picture. */
  tile: 32,
  /** Fewer squares say nothing. */
  leastTiles: 6,
  /** A square counts where it is all finger: the mean of its darkest block (px) by the bright level of the picture. */
  block: 8,
  fingerShare: 0.35,
  /** Frequencies per pixel; below are veins and joints. */
  leastFrequency: 0.14,
  /** Frequencies this near to an axis belong to the blocks of a JPEG picture. Steps of 1/tile. */
  besideAxis: 2,
  mostPeak: 6,
} as const;

/** A hand at rest moves by parts of a pixel, a thing that lies there does not. Pixels of the picture, first to any other. */
export const movementLimits = { leastFrames: 3, least: 0.08 } as const;

/** A pulse needs two beats at least. Hertz, and power of the strongest beat by the middle power of the others. */
export const pulseLimits = {
  leastMs: 2000,
  leastPerSecond: 5,
  slowest: 0.7,
  fastest: 2.5,
  leastPeak: 20,
} as const;

/** By how much the score that decides may be above the plain one, standard deviations. */
export const twoScoresLimits = { mostMore: 12 } as const;

/** What a failed check does: `notLive` ends the try, `log` is only kept in the journal. */
export const presentationPolicy = {
  lightPair: 'notLive',
  printTexture: 'notLive',
  movement: 'log',
  pulse: 'log',
  twoScores: 'log',
} as const;
