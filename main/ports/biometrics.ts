import type { FaceCause, FaceGuidance } from '../contract/face.ts';
import type { CropRect } from '../contract/face.ts';
import type { Result } from '../contract/failure.ts';
import type { SealedTemplate } from './sealed-template.ts';

export type AgeBand = 'under35' | '35to50' | '50to60' | '60plus';
export type FaceChallenge = 'turn' | 'assistedTurn' | 'approach';

export type FaceReference =
  | { readonly source: 'authority' | 'card'; readonly image: Uint8Array }
  /** Enrolled at this terminal; opened in the vision worker only. */
  | { readonly source: 'enrolled'; readonly template: SealedTemplate };

export interface FaceCheckRequest {
  /** What to compare with, best first: the enrolled face, the recorded photo, then the card's chip photo. */
  readonly references: readonly FaceReference[];
  readonly ageBand: AgeBand;
  readonly challenge: FaceChallenge;
  /** For an enrolment: a template of the live face, sealed for this person, when the check succeeds. */
  readonly enrolFor: string | null;
}

export interface FaceCheckProgress {
  readonly guidance: FaceGuidance;
  /** 0..1 */
  readonly progress: number;
  readonly crop: CropRect;
}

/** What a finished check says. Numbers go to the journal, never pictures or vectors. */
export interface FaceCheckOutcome {
  readonly decision: 'same' | 'different' | 'unsure';
  /** `simulated`: the model ran, but its score did not decide; screen and slip say 模拟. */
  readonly liveness: 'live' | 'spoof' | 'unsure' | 'simulated';
  readonly similarity: number;
  readonly threshold: number;
  readonly causes: readonly FaceCause[];
  readonly reference: FaceReference['source'];
  readonly models: readonly { readonly id: string; readonly sha256: string }[];
  /** Asked for with `enrolFor`; null otherwise, or when the check did not succeed. */
  readonly enrolled: SealedTemplate | null;
}

export interface Biometrics {
  /** True when the configuration lets a simulated camera pass without the liveness model's word. */
  readonly livenessSimulated: boolean;
  /**
   * Runs one try of the face check on live camera frames. A worker that dies in the middle ends the try with a failure;
   * it does not count as one of the person's tries.
   */
  checkFace(
    request: FaceCheckRequest,
    onProgress: (progress: FaceCheckProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<FaceCheckOutcome>>;
}
