/** Error rates of a score that is high for genuine pairs. Pure. */

export interface OperatingPoint {
  /** A pair is accepted when its score is at least this. */
  readonly threshold: number;
  /** Share of impostor pairs accepted, 0..1. */
  readonly far: number;
  /** Share of genuine pairs rejected, 0..1. */
  readonly frr: number;
}

/**
 * Every operating point that differs from its neighbours, from strict (nobody accepted) to lax (everybody accepted).
 * @throws Error when one of the lists is empty: rates of nothing do not exist
 */
export function operatingPoints(genuine: readonly number[], impostor: readonly number[]): OperatingPoint[] {
  if (genuine.length === 0 || impostor.length === 0) throw new Error('error rates need both kinds of pairs');
  const all = [
    ...genuine.map((score) => ({ score, genuine: true })),
    ...impostor.map((score) => ({ score, genuine: false })),
  ].sort((a, b) => b.score - a.score);
  const points: OperatingPoint[] = [{ threshold: Number.POSITIVE_INFINITY, far: 0, frr: 1 }];
  let [accepted, wrongly] = [0, 0];
  all.forEach((pair, i) => {
    if (pair.genuine) accepted++;
    else wrongly++;
    // Equal scores fall on one side together.
    if (all[i + 1]?.score === pair.score) return;
    points.push({
      threshold: pair.score,
      far: wrongly / impostor.length,
      frr: 1 - accepted / genuine.length,
    });
  });
  return points;
}

/** The point with the lowest false rejection whose false acceptance is at most `maxFar`. */
export function atFar(points: readonly OperatingPoint[], maxFar: number): OperatingPoint {
  // Sums of parts may miss the target by a rounding error.
  const allowed = points.filter(({ far }) => far <= maxFar + 1e-12);
  return allowed.reduce((best, point) => (point.frr < best.frr ? point : best));
}

/** Where both errors are as equal as they get: the mean of the two there, and the threshold. */
export function equalErrorRate(points: readonly OperatingPoint[]): { rate: number; threshold: number } {
  const gap = ({ far, frr }: OperatingPoint): number => Math.abs(far - frr);
  const best = points.reduce((found, point) => (gap(point) < gap(found) ? point : found));
  return { rate: (best.far + best.frr) / 2, threshold: best.threshold };
}
