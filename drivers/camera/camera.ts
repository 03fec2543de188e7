import type { Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';

/** What the terminal asks of a camera. Nothing here throws: expected failures are values with E3xxx codes. */
export interface Camera {
  /** Checks that pictures could be captured and says from what; starts nothing, no light goes on. */
  open(signal?: AbortSignal): Promise<Result<CameraIdentity>>;
  /**
   * Begins capturing and resolves with the first picture, or with why there is none. Either way the driver goes on
   * trying, with growing pauses, until `stop()`: a camera that is plugged in later comes by itself.
   */
  start(signal?: AbortSignal): Promise<Result<void>>;
  /** Ends capturing and resolves when the capture program is gone and the camera's light is off. */
  stop(): Promise<void>;
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /** The newest picture each time; older ones that were not yet handed out are dropped. */
  onFrame(listener: (frame: CameraFrame) => void): () => void;
  close(): Promise<void>;
  /** Captures for some seconds and judges what comes: count, light, movement. For the technician. */
  selfTest(signal?: AbortSignal): Promise<Result<CameraSelfTest>>;
}

export interface CameraIdentity {
  readonly input: string;
  /** First line that the capture program says about itself. */
  readonly program: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly simulated: boolean;
}

export interface CameraFrame {
  /** One JPEG; of the size asked for, unless the camera itself chose the nearest one it has. */
  readonly jpeg: Uint8Array;
  /** `Date.now()` when its last byte was in; the capture program passes it on in 1 to 4 ms (measured). */
  readonly capturedAtMs: number;
  /** Counts every picture that came, also the dropped ones: a gap says how many were dropped. */
  readonly sequence: number;
}

export interface CameraSelfTest {
  readonly framesPerSecond: number;
  /** Mean brightness, 0..255. */
  readonly brightness: number;
  /** Standard deviation of the brightness: near 0 when the lens is covered. */
  readonly contrast: number;
  /** Variance of the Laplacian of a 160-pixel-wide picture. */
  readonly sharpness: number;
}
