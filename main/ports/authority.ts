import type { Result } from '../contract/failure.ts';
import type { Standing } from '../contract/person.ts';
import type { FingerName } from '../contract/vein.ts';
import type { PresentationCheck } from './finger-vein.ts';

export interface PensionRecord {
  readonly standing: Standing;
  /** Photo on record (照片比对), or null. */
  readonly photo: Uint8Array | null;
}

/** How somebody was verified, as the journal and both systems are told: numbers and names of methods. */
export type Verified =
  | {
      readonly method: 'face';
      readonly similarity: number;
      readonly threshold: number;
      readonly liveness: 'live' | 'simulated';
      readonly reference: 'authority' | 'card' | 'enrolled';
      readonly models: readonly { readonly id: string; readonly sha256: string }[];
    }
  | {
      readonly method: 'fingerVein';
      /** T-normed score and its limit. */
      readonly z: number;
      readonly threshold: number;
      readonly finger: FingerName;
      readonly algorithm: { readonly id: string; readonly version: number };
      readonly scanner: { readonly model: string; readonly simulated: boolean };
      readonly checks: readonly PresentationCheck[];
    };

/** One certification as it is sent to the social-security side. `idempotencyKey` makes a second delivery harmless. */
export interface CertificationSubmission {
  readonly idempotencyKey: string;
  readonly visitId: string;
  readonly idNumber: string;
  readonly name: string;
  readonly verified: Verified;
  readonly terminalId: string;
  /** ISO 8601 with offset. */
  readonly verifiedAt: string;
}

/** The authority's answer. A refusal is an answer too; only `Result.error` means that nothing is known. */
export type SubmissionAnswer =
  | {
      readonly kind: 'accepted';
      readonly receiptNumber: string;
      readonly certifiedUntil: string;
      readonly nextDue: string;
    }
  | {
      readonly kind: 'refused';
      readonly reason: 'deceased' | 'alreadyCertified' | 'notFound' | 'rules';
      readonly referenceNumber: string;
    };

export interface Authority {
  /** `idNumber` as on the card. Failures: E6001 away, E6002 no answer in time, E6003 answer not understood. */
  lookUp(idNumber: string, signal: AbortSignal): Promise<Result<PensionRecord>>;
  /** Applied exactly once per `idempotencyKey`, however often it is delivered. */
  submit(submission: CertificationSubmission, signal: AbortSignal): Promise<Result<SubmissionAnswer>>;
}
