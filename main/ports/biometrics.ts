import type { FaceCause, FaceGuidance } from '../contract/face.ts';
import type { CropRect } from '../contract/face.ts';
import type { Result } from '../contract/failure.ts';

export type AgeBand = 'under35' | '35to50' | '50to60' | '60plus';
export type FaceChallenge = 'turn' | 'assistedTurn' | 'approach';

export interface FaceCheckRequest {
  /** Pictures to compare with, best first: the enrolled or recorded photo, then the card's chip photo. */
  readonly references: readonly { readonly source: 'authority' | 'card'; readonly image: Uint8Array }[];
  readonly ageBand: AgeBand;
  readonly challenge: FaceChallenge;
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
  readonly reference: 'authority' | 'card';
  readonly models: readonly { readonly id: string; readonly sha256: string }[];
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
