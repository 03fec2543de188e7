import type { DeviceFailure, Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';
import type { IdCardReadout } from './readout.ts';

/** Which module answered. The SAM id is what a site's list of approved readers names; it is no personal data. */
export interface ReaderIdentity {
  readonly samId: string;
  /** Bits per second; absent where the line has no speed (USB, HID). */
  readonly baudRate?: number;
}

export interface ReaderSelfTest extends ReaderIdentity {
  /** Milliseconds from the status request to its answer. */
  readonly roundTripMs: number;
}

/** The card moved before it was read. No error: the person is told to lay it flat, and the reading goes on. */
export interface ReaderRetry {
  readonly reason: 'cardMoved';
  /** 1 for the first time. */
  readonly attempt: number;
  /** What the module said, for the technician. */
  readonly cause: DeviceFailure;
}

export interface CancelOptions {
  readonly signal?: AbortSignal;
}
export interface WaitOptions extends CancelOptions {
  /** Milliseconds; the default and the bounds stand in the limits of the driver. */
  readonly timeoutMs?: number;
}
export interface ReadOptions extends WaitOptions {
  /** Also the two fingerprint templates, where the card has them. */
  readonly fingerprint?: boolean;
  /** Also the addresses that were written to the card later. */
  readonly newAddresses?: boolean;
}

/**
 * A reader of resident ID cards, whatever protocol it speaks. One operation at a time: a second one is E2009. Every wait
 * ends: by its limit, by its signal (E1008), or because the reader went away (E1005). After `open` a reader that went away
 * is opened again by itself until `close`.
 */
export interface IdCardReader {
  /** Finds the module. When it fails the reader keeps trying by itself; `onStatus` tells when it is there. */
  open(signal?: AbortSignal): Promise<Result<ReaderIdentity>>;
  status(): DeviceStatus;
  /** Called at each change. Returns the function that stops listening. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  onRetry(listener: (retry: ReaderRetry) => void): () => void;
  /** Resolves when a card lies on the reader; E2005 when none came in time. */
  waitForCard(options?: WaitOptions): Promise<Result<void>>;
  /** Reads the card; waits for it to be laid down (again) within `timeoutMs`. */
  read(options?: ReadOptions): Promise<Result<IdCardReadout>>;
  /** Resolves when no card lies there any more; E2006 when it was not taken in time, E2007 when it cannot be known. */
  waitForRemoval(options?: WaitOptions): Promise<Result<void>>;
  selfTest(options?: CancelOptions): Promise<Result<ReaderSelfTest>>;
  close(): Promise<void>;
}
