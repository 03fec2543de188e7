import type { LimitsOf, LimitTable } from '../../kit/limits.ts';

/** Every time limit of the image scanner besides its camera's own (drivers/camera/timeouts.ts). */
export const imageScannerLimits = {
  /** Longest wait for one picture of the running camera. */
  frame: { min: 200, default: 2000, max: 10_000 },
  /** A picture that comes later is late: a finger may have lain there between two of them. */
  late: { min: 100, default: 800, max: 5000 },
  /** From switching the light until the pictures show it: exposure, transfer, and the light itself. */
  settle: { min: 0, default: 150, max: 2000 },
  /** For a finger to be laid on, or lifted. */
  finger: { min: 500, default: 20_000, max: 250_000 },
  /** The light stays on so long after its last use: between a capture and the lifting it shall not flicker. */
  hold: { min: 0, default: 3000, max: 60_000 },
  /** Between two tries to open a port that went away. */
  reopen: { min: 50, default: 500, max: 5000 },
  /** Between two tries to get pictures. */
  recover: { min: 50, default: 2000, max: 60_000 },
} as const satisfies LimitTable;

export type ImageScannerLimits = LimitsOf<typeof imageScannerLimits>;
