/**
 * Constants of enrolling and deciding, as data.
 *
 * Sources: [measured] share of strangers' comparisons at or above a T-normed score, the worst of four research sensors
 * (MODEL.md); [pipeline] five captures, each like two others at z >= 4, the best of five templates, two tries: what the
 * figures of MODEL.md for "five templates" were measured with; [own] chosen here, measured on invented fingers only.
 */

/** [measured] T-normed score, and the share of strangers' comparisons that reach it. Falls faster than any of its steps. */
export const strangerTail = [
  { z: 3, share: 0.013 },
  { z: 3.5, share: 0.0043 },
  { z: 4, share: 0.001 },
  { z: 4.5, share: 0.00008 },
] as const;

/** Of a stranger, over all templates and tries of one visit. */
export const TOTAL_FALSE_ACCEPT = 1e-3;

/** A visit: this many tries at the finger, then the face. [pipeline] */
export const TRIES = 2;

export const enrolLimits = {
  /** [pipeline] Captures that make a template. */
  captures: 5,
  /** [pipeline] Each must reach this score with so many others. */
  pairZ: 4,
  partners: 2,
  /** [own] Below this a capture shows another finger; between the two it was laid badly. Median of strangers: 0. */
  otherFingerZ: 2,
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
  /** [measured] From here to the limit a person with a badly laid finger is likelier than a stranger: "unsure". */
  unsureZ: 3,
} as const;

/** Bounds of what is read from a record. */
export const recordLimits = { maps: 10, model: 80 } as const;
