import type { CameraFault } from '../../drivers/camera/simulator/faults.ts';
import { UvcCamera } from '../../drivers/camera/simulator/uvc-camera.ts';
import type { Asked } from '../../fixtures/heads/clips.ts';
import { openCameraDock } from '../../main/devices/simulated/camera-dock.ts';
import type { LabDevice } from './lab-device.ts';

export interface LabCameraOptions {
  readonly width?: number;
  readonly height?: number;
  readonly serialNumber?: string;
}

/** A simulated UVC camera, with the same person before it as in the demo terminal; at first it sees an empty wall. */
export async function labCamera({
  width = 640,
  height = 480,
  serialNumber = 'CAM-1',
}: LabCameraOptions = {}) {
  const dock = await openCameraDock({ width, height });
  const model = new UvcCamera({ pictures: [{ width, height, url: dock.url }], serialNumber });
  return {
    model,
    actions: {
      /** Whoever this portrait shows steps before it. */
      follow: (portrait: string) => dock.follow(portrait),
      /** What the screen asks of them. */
      hears: (what: Asked) => dock.hears(what),
      fault: (fault: CameraFault | null) => dock.setFault(fault),
      /** Resolves when half of a picture has been sent; none follows until it is plugged in anew. */
      breakOff: () => model.breakOff(),
      streaming: () => model.state,
    },
    close: () => dock.close(),
  } satisfies LabDevice;
}
