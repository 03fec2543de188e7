import type { DeviceFailure, Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';
import type { SocialCardReadout } from './readout.ts';

/** The card moved before it was read. No error: the person is told to insert it again, and the reading goes on. */
export interface SocialReaderRetry {
  readonly reason: 'cardMoved';
  /** 1 for the first time. */
  readonly attempt: number;
  readonly cause: DeviceFailure;
}

/** What an authority's HSM needs to answer for a terminal without a PSAM (two-step reading of the national functions). */
export interface HsmQuestion {
  /** First three bytes of the card id code, six digits. */
  readonly regionCode: string;
  /** Historical bytes of the ATR, hex. */
  readonly atrHistory: string;
  /** `3DES` or `SM4`. */
  readonly algorithm: string;
  readonly cardIdCode: string;
  /** 8 bytes each, hex: two for the internal authentication; on version 3.00 two more, the last one the card's. */
  readonly randoms: readonly string[];
}
export interface HsmReply {
  /** What a genuine card answers, 16 bytes hex. */
  readonly internal: string;
  /** Data of the external authentication, 16 bytes hex; empty where the card asks for none. */
  readonly external: string;
}
export type AskHsm = (question: HsmQuestion, signal: AbortSignal) => Promise<Result<HsmReply>>;

export interface SocialWaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; the default and the bounds stand in the limits of the driver. */
  readonly timeoutMs?: number | undefined;
}
export interface SocialReadOptions extends SocialWaitOptions {
  /** Asked when the card wants authentication and no PSAM is there; without it that is E2525. */
  readonly askHsm?: AskHsm | undefined;
}

/**
 * A reader of social-security cards, whatever protocol it speaks. One operation at a time: a second one is E2509. Every
 * wait ends: by its limit, by its signal (E1008), or because the reader went away. A reader that went away is there again
 * by itself until `close`.
 */
export interface SocialCardReader {
  status(): DeviceStatus;
  /** Called at each change. Returns the function that stops listening. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  onRetry(listener: (retry: SocialReaderRetry) => void): () => void;
  /** Resolves when a card is in; E2510 when none came in time. */
  waitForCard(options?: SocialWaitOptions): Promise<Result<void>>;
  /** Reads the card; waits for it to be inserted (again) within `timeoutMs`. */
  read(options?: SocialReadOptions): Promise<Result<SocialCardReadout>>;
  /**
   * Changes the chip's password. Both are six ASCII digits; the caller overwrites them afterwards, the copies made here
   * are overwritten here. E2531 wrong old one (`triesLeft` in the message), E2532 locked, E2540 nobody knows.
   */
  changePin(oldPin: Uint8Array, newPin: Uint8Array, options?: SocialWaitOptions): Promise<Result<void>>;
  /** Resolves when no card is in any more; E2511 when it was not taken in time. */
  waitForRemoval(options?: SocialWaitOptions): Promise<Result<void>>;
  close(): Promise<void>;
}
