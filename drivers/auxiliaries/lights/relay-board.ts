import type { Result } from '../../kit/result.ts';
import type { DeviceStatus } from '../../kit/status.ts';

/** Some relays that are switched one by one, whatever they hang on. */
export interface RelayBoard {
  /** Finds the board. When it fails the driver keeps trying by itself; `onStatus` tells when it is there. */
  open(signal?: AbortSignal): Promise<Result<void>>;
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /**
   * Switches one relay, counted from 1. Ok means: the board says so (E2903 when it says otherwise), or, where `confirms` is false,
   * that the bytes have left.
   */
  switch(relay: number, on: boolean): Promise<Result<void>>;
  /** Whether the board tells the state of its relays. */
  readonly confirms: boolean;
  close(): Promise<void>;
}
