import type { Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';

/**
 * Why a capture is to be made again: guidance for the person, no error (libfprint keeps FpDeviceRetry apart from
 * FpDeviceError in the same way). A scanner that looks for itself tells what it can see; `tooHigh`, `tooFlat` and
 * `rotated` need a picture and are found by whoever looks at it.
 */
export type VeinGuidance = 'tooHigh' | 'tooFlat' | 'rotated' | 'cold' | 'otherFinger' | 'liftAndLayAgain';

/** What goes on at the scanner, in the words of XFS4IoT Biometric (present, detected, remove subject). */
export type ScannerEvent =
  /** A finger is waited for: the first, second … of so many. */
  | { readonly kind: 'presentFinger'; readonly step: number; readonly of: number }
  | { readonly kind: 'fingerDetected' }
  | { readonly kind: 'removeFinger' };

/** Whose features and templates these are. */
export type Maker = 'xg' | 'hitachi-h1e';

/** One of several pictures of the same laying; size and encoding are those of the picture they come with. */
export interface VeinFrame {
  /** The scanner's own. Without it a finger is nearly dark, and what glows or is printed is not. */
  readonly light: 'on' | 'off';
  /** Milliseconds from the first of them. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/** What one capture gives. The bytes are biometric data: whoever asked for them overwrites them when done. */
export type VeinSample =
  | {
      readonly kind: 'image';
      /** `grey` is one byte a pixel, row by row. */
      readonly encoding: 'grey' | 'jpeg';
      readonly width: number;
      readonly height: number;
      readonly bytes: Uint8Array;
      /**
       * More pictures of this laying in the order of time, where `burst` asked for them and the scanner can: for checks of
       * movement, of the pulse, and of the difference that the light makes.
       */
      readonly frames?: readonly VeinFrame[];
    }
  | { readonly kind: 'feature'; readonly maker: Maker; readonly bytes: Uint8Array };

/** A template of the maker's own, opaque: only a scanner of the same maker can compare it. */
export interface VeinTemplate {
  readonly maker: Maker;
  readonly bytes: Uint8Array;
}

/** Done, or to be made again with this guidance. Errors are the other half of the `Result` around it. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'retry'; readonly guidance: VeinGuidance };

export interface ScannerIdentity {
  readonly model: string;
  readonly serialNumber: string;
  readonly firmware: string;
  /** What `capture` can be asked for. */
  readonly gives: readonly VeinSample['kind'][];
  /** How many templates `verify` takes at once. */
  readonly maxTemplates: number;
}

export interface FingerOptions {
  /** For the finger to be laid on, milliseconds; default and bounds stand in the driver's table of limits. */
  readonly timeoutMs?: number;
  readonly onEvent?: (event: ScannerEvent) => void;
  /** Ask for `frames` beside the picture. A scanner that cannot give them gives the picture alone. */
  readonly burst?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * What the terminal asks of a finger-vein scanner (XFS4IoT Biometric, libfprint). One thing at a time: a second is E2605.
 * E1008 cancelled by the terminal, E2606 no finger in time, E2615 the scanner went away. Templates never stay in it.
 */
export interface FingerVeinScanner {
  /** Finds the scanner. When it fails the driver keeps trying by itself; `onStatus` tells when it is there. */
  open(signal?: AbortSignal): Promise<Result<ScannerIdentity>>;
  status(): DeviceStatus;
  /** The scanner that was found, while it is fit for work; else why not. */
  identity(): Result<ScannerIdentity>;
  /** Called at each change. Returns the function that stops listening. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  fingerPresent(signal?: AbortSignal): Promise<Result<boolean>>;
  /** One picture or feature. E2616 when this scanner does not give it. */
  capture(want: VeinSample['kind'], options?: FingerOptions): Promise<Result<Outcome<VeinSample>>>;
  /**
   * `captures` layings of one finger, lifted in between. A scanner that makes one template of them gives one, else one each.
   */
  enrol(captures: number, options?: FingerOptions): Promise<Result<Outcome<readonly VeinTemplate[]>>>;
  /** Compares one laying with these templates; the value is the place of the one that matched, or null. E2617. */
  verify(
    templates: readonly VeinTemplate[],
    options?: FingerOptions,
  ): Promise<Result<Outcome<number | null>>>;
  /** Resolves when no finger lies there. E2607 when it stays. */
  fingerGone(options?: FingerOptions): Promise<Result<void>>;
  close(): Promise<void>;
}
