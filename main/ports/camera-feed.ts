import type { CropRect } from '../contract/face.ts';
import type { Result } from '../contract/failure.ts';

export interface Picture {
  /** One JPEG. */
  readonly jpeg: Uint8Array;
  /** Milliseconds since the epoch when it was taken. */
  readonly capturedAtMs: number;
}

/** Live pictures of the camera, for the face check and for the preview. The light is on only between start and stop. */
export interface CameraFeed {
  start(signal: AbortSignal): Promise<Result<void>>;
  stop(): Promise<void>;
  onPicture(listener: (picture: Picture) => void): () => void;
  /**
   * Where to look next: moves the crop to the face (fractions of the picture), or keeps it and drifts home without one.
   * Call once per picture.
   */
  follow(face: CropRect | null, atMs: number): CropRect;
}
