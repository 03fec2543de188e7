/**
 * Constants of enrolling and deciding, as data.
 *
 * Sources: [pipeline] five captures, each like two others, the best of five templates, two tries: what the figures of MODEL.md
 * for "five templates" were measured with. [invented] measured with the score of pair-score.ts on invented fingers. [own]
 * chosen here.
 *
 * Nobody has measured this score on strangers of a real scanner. What stands in for it: the plain crop-strips score was, and on
 * the same invented pairs more strangers reach z 4.5 with it (0.024 %) than on the worst of four real sensors (0.008 %).
 */

/** Name and version of the score; stands in the journal with every decision. */
export const veinMethod = { id: 'aligned-strips-t-norm', version: 1 } as const;

/**
 * [invented] T-normed score, and the share of strangers' comparisons that reach it, in the worse of two sets (130 fingers, 16,770
 * ordered pairs; the other one, 200 fingers and 39,800 pairs, has a quarter of it at z 4.5). Beyond z 5.5 the slope goes on,
 * although fewer were seen there.
 */
export const strangerTail = [
  { z: 3, share: 0.0263 },
  { z: 4, share: 0.00561 },
  { z: 5, share: 0.00089 },
  { z: 5.5, share: 0.00036 },
] as const;

/** Of a stranger, over all templates and tries of one visit. */
export const TOTAL_FALSE_ACCEPT = 1e-3;

/** A visit: this many tries at the finger, then the face. [pipeline] */
export const TRIES = 2;

export const enrolLimits = {
  /** [pipeline] Captures that make a template. */
  captures: 5,
  /** Each must reach this score with so many others: one in a thousand strangers does [invented], as at z 4 of the plain score. */
  pairZ: 5,
  /** [pipeline] */
  partners: 2,
  /** [invented] Below this a capture shows another finger, as 95 of 100 strangers do; up to `pairZ` it was laid badly. */
  otherFingerZ: 2.5,
  /** [own] Captures compared before the finger is given up as inconsistent. */
  mostCaptures: 10,
  /** [own] Captures that the gate or a presentation check refused before it is given up as poor. */
  mostRefused: 12,
  /** [own] After so many refusals in a row a capture with a map is taken as it is. */
  patience: 2,
} as const;

export const tryLimits = {
  /** [own] As above: the third capture of a try is compared as it is, when it shows veins at all. */
  patience: 2,
  /** [invented] One in a hundred strangers gets here: from here to the limit it is rather the person, laid badly ("unsure"). */
  unsureZ: 3.5,
} as const;

/** Bounds of what is read from a record. */
export const recordLimits = { maps: 10, model: 80 } as const;
