import { type VeinFeatures, veinFeatures, wipeFeatures } from './pair-score.ts';
import type { VeinCapture } from './extract.ts';
import { decideFinger, type FingerDecision } from './finger-decision.ts';
import { guidanceFor, type LayGuidance } from './lay-guidance.ts';
import { tryLimits } from './person-limits.ts';
import { endsTry, type PresentationCheck, twoScoresCheck } from './presentation.ts';
import { visitLimit } from './visit-limit.ts';
import type { VeinMap } from './vein-map.ts';

export interface TryEnd extends FingerDecision {
  readonly causes: readonly ('notSimilar' | 'notLive')[];
  readonly checks: readonly PresentationCheck[];
}

/** Either what to do next, or the end. */
export type TryStep =
  | { readonly guidance: LayGuidance; readonly end: null }
  | { readonly guidance: null; readonly end: TryEnd };

/**
 * One try at the scanner: pictures that the gate refuses cost nothing, the first one that is good enough is compared with
 * every template, once. It has no clock.
 */
export class FingerTry {
  readonly #templates: readonly VeinFeatures[];
  #refused = 0;

  /** @throws RangeError without maps, or for maps of a size that cannot be compared */
  constructor(maps: readonly VeinMap[]) {
    if (maps.length === 0) throw new RangeError('nothing to compare with');
    this.#templates = maps.map(veinFeatures);
  }

  /** @param checks what the presentation checks of this picture said */
  look({ map, reasons }: VeinCapture, checks: readonly PresentationCheck[]): TryStep {
    if (map === null || (reasons.length > 0 && this.#refused < tryLimits.patience)) {
      this.#refused += 1;
      return { guidance: guidanceFor(reasons) ?? 'liftAndLayAgain', end: null };
    }
    const probe = veinFeatures(map);
    const decision = decideFinger(probe, this.#templates);
    const matched = decision.decision === 'same' ? this.#templates[decision.best]! : null;
    const all = [...checks, twoScoresCheck(matched, probe)];
    wipeFeatures(probe);
    if (endsTry(all))
      return { guidance: null, end: { ...decision, decision: 'unsure', causes: ['notLive'], checks: all } };
    const causes = decision.decision === 'same' ? [] : (['notSimilar'] as const);
    return { guidance: null, end: { ...decision, causes, checks: all } };
  }

  /** The limit of the visit that this try belongs to. */
  get threshold(): number {
    return visitLimit(this.#templates.length);
  }

  /** Overwrites the templates. */
  wipe(): void {
    for (const template of this.#templates) wipeFeatures(template);
  }
}
