import {
  defaultFraming,
  type FramingState,
  initialFraming,
  nextFraming,
} from '../../drivers/camera/framing.ts';
import type { CameraFeed, Picture } from '../ports/camera-feed.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';

/** The camera's first picture: the driver itself gives up sooner. */
const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 5000;

/** The port `CameraFeed` on the drivers worker; `size` is what the camera is configured to give, px. */
export function cameraFeedOn(
  worker: WorkerConnection<DriversApi, DriversEvents>,
  size: { readonly width: number; readonly height: number },
): CameraFeed {
  let framing: FramingState | null = null;
  return {
    start: (signal) => {
      framing = null;
      return worker.call('cameraStart', {}, { limitMs: START_LIMIT_MS, signal });
    },
    stop: async () => {
      await worker.call('cameraStop', {}, { limitMs: STOP_LIMIT_MS });
    },
    onPicture: (listener: (picture: Picture) => void) => worker.on('picture', listener),
    follow: (face, atMs) => {
      framing = framing
        ? nextFraming(framing, face, size, atMs, defaultFraming)
        : initialFraming(size, atMs, defaultFraming);
      return framing.crop;
    },
  };
}
