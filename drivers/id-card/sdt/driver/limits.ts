import type { LimitsOf, LimitTable } from '../../../kit/limits.ts';

/**
 * Every time limit of the SDT driver. Limits of a command run until the first byte of its answer; while an answer is
 * arriving they are stretched by `gap`, at most to `whole`. A base read is 1,295 bytes: 113 ms at 115,200 baud, 1.4 s at 9600.
 */
export const sdtLimits = {
  /** Status request to the speed that worked last, right after a re-plug: shorter, so that recovery stays below 1 s. */
  statusQuick: { min: 50, default: 250, max: 2000 },
  /** Status request at each speed. */
  status: { min: 100, default: 800, max: 10_000 },
  /** SAM id; long enough for a slow module to get through the status requests of the baud detection first. */
  samId: { min: 100, default: 3000, max: 10_000 },
  find: { min: 200, default: 2000, max: 10_000 },
  select: { min: 200, default: 2000, max: 10_000 },
  /** Base read, newest addresses. */
  read: { min: 500, default: 5000, max: 20_000 },
  readFingerprint: { min: 500, default: 6000, max: 20_000 },
  /** Longest silence inside an answer. */
  gap: { min: 50, default: 1000, max: 5000 },
  /** Longest time from a request to the end of its answer, however steadily bytes arrive. */
  whole: { min: 2000, default: 20_000, max: 60_000 },
  /** How long the late answer of a cancelled request is awaited before the next request is sent. */
  settle: { min: 50, default: 500, max: 5000 },
  /** Between two looks for a card, or for its removal. */
  poll: { min: 20, default: 300, max: 2000 },
  /** For a card to be laid down. */
  card: { min: 100, default: 60_000, max: 86_400_000 },
  /** For a card to be taken away. */
  removal: { min: 100, default: 120_000, max: 86_400_000 },
  /** Between two tries to open a port that went away. */
  reopen: { min: 50, default: 200, max: 5000 },
  /** Between two tries to reach a module that does not answer on an open port. */
  recover: { min: 100, default: 1000, max: 60_000 },
} as const satisfies LimitTable;

export type SdtLimits = LimitsOf<typeof sdtLimits>;
