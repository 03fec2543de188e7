import type { VeinReason } from './region.ts';
import { faintLimits } from './vein-constants.ts';

/**
 * What to tell when the veins hardly stand out: a finger held high is small, one that is pressed flat is broad and its blood is
 * squeezed out, else it is cold. `null` when they stand out, or when glare or too little light explains it.
 * @param strength of `veinPicture`
 * @param width of the finger by the scanner's usual one; `null` when it was not measured
 */
export function faintReason(
  strength: number,
  width: number | null,
  others: readonly VeinReason[],
): VeinReason | null {
  if (others.includes('glare') || others.includes('dark')) return null;
  const odd = strength < faintLimits.oddWidth && width !== null;
  if (odd && width < faintLimits.highWidth) return 'tooHigh';
  if (odd && width > faintLimits.flatWidth) return 'tooFlat';
  return strength < faintLimits.cold ? 'cold' : null;
}
