import type { Result } from '../contract/failure.ts';

/** What is known of a scanner's pictures before any finger is seen; what a template was made by stands in its record. */
export interface VeinGeometry {
  /** How the finger lies in the picture; an upright one points up. */
  readonly axis: 'horizontal' | 'vertical';
  /** Width of a usual finger in pixels of the picture. */
  readonly fingerWidth: number;
  /** Length of the compared region in pixels of a finger scaled to 100 across; even. */
  readonly length: number;
  /** `given`: the pictures are cut to the finger already. */
  readonly roi: 'find' | 'given';
}

export interface VeinScannerIdentity {
  /** No serial number: it goes into records and the journal. */
  readonly model: string;
  readonly maker: 'xg' | 'hitachi-h1e' | 'image-scanner';
  /** `image`: the terminal compares. `feature`: only the scanner compares, with templates of its maker. */
  readonly gives: 'image' | 'feature';
  /** How many of its maker's templates a scanner compares with in one laying. */
  readonly maxTemplates: number;
  /** Of its pictures; null where it gives none. */
  readonly geometry: VeinGeometry | null;
  readonly simulated: boolean;
}

/** One of a few pictures in a row. `grey`: one byte a pixel, row by row, of the size of the picture it came with. */
export interface VeinFrame {
  readonly light: 'on' | 'off';
  /** Milliseconds since the first of them. */
  readonly atMs: number;
  readonly grey: Uint8Array;
}

/** Guidance of the scanner itself: the capture is to be made again, which is no failure. */
export interface VeinRetry {
  readonly kind: 'retry';
  readonly guidance: 'tooHigh' | 'tooFlat' | 'rotated' | 'cold' | 'otherFinger' | 'liftAndLayAgain';
}

/** A picture of a finger. Whoever got the bytes overwrites them when done. */
export interface VeinImage {
  readonly kind: 'image';
  readonly width: number;
  readonly height: number;
  /** One byte a pixel, row by row. */
  readonly grey: Uint8Array;
  /** A burst around the picture, the light off in one of them at least; absent where the scanner makes none. */
  readonly frames?: readonly VeinFrame[] | undefined;
}

/** What goes on at the scanner. `step` of `of` layings; the numbers count only for `presentFinger`. */
export interface VeinScannerEvent {
  readonly kind: 'presentFinger' | 'fingerDetected' | 'removeFinger';
  readonly step: number;
  readonly of: number;
}

/**
 * The finger-vein scanner as the drivers worker offers it, one thing at a time. Failures are E26xx of the scanner and E90xx
 * of the worker; E2606 no finger in time, E2607 not lifted in time.
 */
export interface VeinScannerLine {
  /** E2604 when none is configured or it is away. */
  identity(signal: AbortSignal): Promise<Result<VeinScannerIdentity>>;
  /** Waits for a finger for so long and takes its picture. E2616 from a scanner that gives none. */
  capture(timeoutMs: number, signal: AbortSignal): Promise<Result<VeinImage | VeinRetry>>;
  /** Resolves when no finger lies there. */
  fingerGone(timeoutMs: number, signal: AbortSignal): Promise<Result<void>>;
  /** Templates of the maker, made by the scanner of so many layings; `timeoutMs` counts for each laying. */
  enrolMaker(
    captures: number,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Result<{ readonly kind: 'templates'; readonly templates: readonly Uint8Array[] } | VeinRetry>>;
  /** Compares one laying with templates of the maker; `matched` is the place of the one that it is, or null. */
  verifyMaker(
    templates: readonly Uint8Array[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<Result<{ readonly kind: 'compared'; readonly matched: number | null } | VeinRetry>>;
  /** Returns the function that stops listening. */
  onEvent(listener: (event: VeinScannerEvent) => void): () => void;
}
