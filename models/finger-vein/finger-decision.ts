import { scorePair, type VeinFeatures } from './pair-score.ts';
import { tryLimits } from './person-limits.ts';
import { visitLimit } from './visit-limit.ts';

export interface FingerDecision {
  readonly decision: 'same' | 'different' | 'unsure';
  /** Best score against any template, standard deviations above a stranger. */
  readonly z: number;
  readonly threshold: number;
  /** Place of the template that gave it. */
  readonly best: number;
}

/**
 * One capture against everything that one person enrolled: the best counts, and the limit knows how many there are and
 * that there is a second try.
 * @throws RangeError without a template, or for maps of another size
 */
export function decideFinger(probe: VeinFeatures, templates: readonly VeinFeatures[]): FingerDecision {
  const threshold = visitLimit(templates.length);
  let [z, best] = [Number.NEGATIVE_INFINITY, 0];
  templates.forEach((template, i) => {
    const score = scorePair(template, probe);
    if (score > z) [z, best] = [score, i];
  });
  const decision = z >= threshold ? 'same' : z >= tryLimits.unsureZ ? 'unsure' : 'different';
  return { decision, z, threshold, best };
}
