import { strangerTail, TOTAL_FALSE_ACCEPT, TRIES } from './person-limits.ts';

/** Limits are told in tenths of a standard deviation, rounded to the safe side. */
const TENTHS = 10;

/**
 * The T-normed score from which on a person is accepted, when a visit makes up to `comparisons` of them: the chances of a
 * stranger are added up as if no two comparisons had anything in common, and their sum stays at or under `total`.
 * @throws RangeError without a comparison
 */
export function limitFor(comparisons: number, total: number = TOTAL_FALSE_ACCEPT): number {
  if (!(comparisons >= 1)) throw new RangeError(`a limit for ${comparisons} comparisons`);
  const share = total / comparisons;
  return Math.max(strangerTail[0].z, Math.ceil(zReachedBy(share) * TENTHS - 1e-9) / TENTHS);
}

/** What a visit with so many stored templates needs. */
export const visitLimit = (templates: number): number => limitFor(templates * TRIES);

/** Share of strangers' comparisons at or above `z`, straight between the measured points on a logarithmic scale. */
export function strangersAbove(z: number): number {
  const [low, high] = segment((point) => point.z >= z);
  const part = (z - low.z) / (high.z - low.z);
  return low.share * (high.share / low.share) ** part;
}

function zReachedBy(share: number): number {
  const [low, high] = segment((point) => point.share <= share);
  return low.z + ((high.z - low.z) * Math.log(share / low.share)) / Math.log(high.share / low.share);
}

type Point = (typeof strangerTail)[number];

/** The step in which a point lies; beyond the last one its slope goes on. */
function segment(reached: (point: Point) => boolean): readonly [Point, Point] {
  const found = strangerTail.findIndex((point, i) => i > 0 && reached(point));
  const at = found === -1 ? strangerTail.length - 1 : found;
  return [strangerTail[at - 1]!, strangerTail[at]!];
}
