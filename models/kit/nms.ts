import { type Box, overlap } from './geometry.ts';

export interface Scored {
  readonly box: Box;
  /** 0..1 */
  readonly score: number;
}

/**
 * Greedy non-maximum suppression: the best box stays and removes every other one that overlaps it by more than
 * `maxOverlap` (intersection over union). The result is sorted by falling score.
 */
export function suppress<T extends Scored>(candidates: readonly T[], maxOverlap: number): T[] {
  const kept: T[] = [];
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score))
    if (kept.every((better) => overlap(better.box, candidate.box) <= maxOverlap)) kept.push(candidate);
  return kept;
}
