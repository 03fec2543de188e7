/**
 * Similarity limits by age group, as data. Older faces match each other more easily, so one global limit would let
 * five to six times as many false matches through above sixty.
 *
 * Source: own measurement on all pairs of LFW (29.6 million impostors, same-sex within the age group, ages estimated),
 * similarity = mean of the cosines of MobileFaceNet A and B. `accept` is the group's false match rate of 1e-4,
 * `reject` that of 1e-3; the share of genuine pairs still accepted at each stands beside it. The group above sixty is
 * 92 % male; elderly women and long age gaps are nearly unmeasured. Re-fit on the operator's own data with
 * `yinling evaluate face`.
 */
export const ageBands = ['under35', '35to50', '50to60', '60plus'] as const;
export type AgeBand = (typeof ageBands)[number];

interface SimilarityLimits {
  /** From here on two faces count as the same person. */
  readonly accept: number;
  /** Below this they count as different; between the two the answer is "unsure". */
  readonly reject: number;
}

interface MeasuredLimits extends SimilarityLimits {
  readonly genuineAcceptedAtAccept: number;
  readonly genuineAcceptedAtReject: number;
}

export const similarityLimits: Readonly<Record<AgeBand, MeasuredLimits>> = {
  under35: { accept: 0.485, reject: 0.411, genuineAcceptedAtAccept: 0.929, genuineAcceptedAtReject: 0.974 },
  '35to50': { accept: 0.468, reject: 0.399, genuineAcceptedAtAccept: 0.946, genuineAcceptedAtReject: 0.977 },
  '50to60': { accept: 0.485, reject: 0.416, genuineAcceptedAtAccept: 0.971, genuineAcceptedAtReject: 0.988 },
  '60plus': { accept: 0.502, reject: 0.433, genuineAcceptedAtAccept: 0.974, genuineAcceptedAtReject: 0.996 },
};

/** For two pictures of people of unknown age: false match rates of 1e-4 and 1e-3 over everybody. */
export const globalLimits: SimilarityLimits = { accept: 0.449, reject: 0.374 };

/**
 * Mean liveness over at least eight frames. Every genuine window measured lay at 0.64 or above and every attack window
 * at 0.49 or below, but those were four attack clips: this shows that the parts fit together, not that they are safe.
 */
export const livenessLimits = { live: 0.6, spoof: 0.5 } as const;
