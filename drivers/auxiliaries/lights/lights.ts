import type { Result } from '../../kit/result.ts';
import type { DeviceStatus } from '../../kit/status.ts';

/** The lights that show where to lay or take something (XFS4IoT Lights). */
export const lightNames = [
  'cardReader',
  'socialCardReader',
  'receiptPrinter',
  'finger',
  'codeScanner',
] as const;
export type LightName = (typeof lightNames)[number];

/** `flash`: slowly, a few times, then on: attention is asked for once, and a relay lives for a count of switchings. */
export type LightState = 'on' | 'off' | 'flash';

export interface Lights {
  /** Finds the board and brings the lights to what was last set. When it fails the driver keeps trying by itself. */
  open(signal?: AbortSignal): Promise<Result<void>>;
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /** The lights that are configured. */
  readonly names: readonly LightName[];
  /**
   * E2902 without such a light. While the board is away the wish is kept and fulfilled when it is back; the answer is then why
   * it is away. E2903 when the board says that the relay did not follow.
   */
  set(name: LightName, state: LightState): Promise<Result<void>>;
  /** Everything off, then the board is let go. */
  close(): Promise<void>;
}
