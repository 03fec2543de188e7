import type { Result } from '../contract/failure.ts';
import type { EnrolProblem, FingerName, VeinCause, VeinGuidance } from '../contract/vein.ts';
import type { SealedTemplate } from './sealed-template.ts';

export interface VeinProgress {
  readonly guidance: VeinGuidance;
  /** Captures that are good, and how many are wanted. */
  readonly captured: number;
  readonly of: number;
}

/** A check that the pictures allow (ISO/IEC 30107 speaks of presentation attack detection; this is less and claims less). */
export interface PresentationCheck {
  readonly check: 'lightPair' | 'movement' | 'pulse' | 'printTexture' | 'twoScores';
  /** `notDone`: this scanner gives too little for it. */
  readonly result: 'passed' | 'failed' | 'notDone';
  readonly value: number | null;
}

export interface VeinCheckRequest {
  /** As in the records. */
  readonly subject: string;
  readonly templates: readonly SealedTemplate[];
}

/** What a finished try says. Numbers go to the journal, never pictures or templates. */
export interface VeinCheckOutcome {
  readonly decision: 'same' | 'different' | 'unsure';
  /**
   * T-normed score (standard deviations above a stranger), 0 when nothing was compared, and the limit for the total of a visit.
   * Both are 0 where a module of the maker compared: it only says yes or no.
   */
  readonly z: number;
  readonly threshold: number;
  /** The enrolled finger it was most like. */
  readonly finger: FingerName | null;
  readonly causes: readonly VeinCause[];
  readonly checks: readonly PresentationCheck[];
  /** Name and version of the method, or the maker whose module compared. */
  readonly method: { readonly id: string; readonly version: number };
  readonly scanner: { readonly model: string; readonly simulated: boolean };
}

export interface EnrolFingerRequest {
  readonly subject: string;
  readonly finger: FingerName;
  /** What the person enrolled already: the same finger twice is refused. */
  readonly others: readonly SealedTemplate[];
}

export type EnrolFingerOutcome =
  | {
      readonly kind: 'enrolled';
      readonly template: SealedTemplate;
      readonly captures: number;
      /** Least T-normed score of a capture with the two others that it is most like; null where a module made the template. */
      readonly leastZ: number | null;
    }
  | { readonly kind: 'again'; readonly problem: EnrolProblem };

export interface FingerVein {
  /** False where no scanner is configured. */
  readonly offered: boolean;
  /**
   * One try: a finger is laid on, compared with every template, and lifted. A scanner or worker that goes away in the middle
   * ends the try with a failure; it does not count as one of the person's tries.
   */
  check(
    request: VeinCheckRequest,
    onProgress: (progress: VeinProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<VeinCheckOutcome>>;
  /** Five captures of one finger, lifted in between, to one sealed template. */
  enrol(
    request: EnrolFingerRequest,
    onProgress: (progress: VeinProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<EnrolFingerOutcome>>;
}
