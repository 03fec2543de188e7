/**
 * Time limits of one try, in milliseconds of the frames' own time. Guidance for elderly people asks for patience: the
 * defaults leave several times what the steps need (about two seconds to look, three to turn).
 */
export const timeLimits = {
  /** From the first frame to the end of the try. */
  totalMs: { min: 5_000, default: 45_000, max: 180_000 },
  /** From the request to move to its fulfilment. */
  challengeMs: { min: 3_000, default: 20_000, max: 120_000 },
  /** A face that is away this long may be another one when it comes back: the check begins anew. */
  faceAwayMs: { min: 500, default: 1_000, max: 3_000 },
  /** As long again where no picture was looked at in between: a slow machine is not the person's absence. */
  unseenMs: { min: 1_000, default: 3_000, max: 5_000 },
} as const;
