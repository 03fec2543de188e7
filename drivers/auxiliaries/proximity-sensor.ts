import type { Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';

/** Whether a person is before the terminal (XFS4IoT Auxiliaries, proximity sensor). */
export interface Presence {
  readonly present: boolean;
  /** To the nearest of those who are there; null when nobody is. */
  readonly distanceCm: number | null;
}

export interface ProximitySensor {
  /** Finds the sensor. When it fails the driver keeps trying by itself; `onStatus` tells when it is there. */
  open(signal?: AbortSignal): Promise<Result<void>>;
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /** What is known now; null before the first report, and while the sensor is away: then nothing is known. */
  presence(): Presence | null;
  /** Called when somebody comes or goes, and with null when the sensor is lost. Returns the function that stops listening. */
  onPresence(listener: (presence: Presence | null) => void): () => void;
  close(): Promise<void>;
}
