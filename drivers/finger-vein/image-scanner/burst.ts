import type { CameraFrame } from '../../camera/camera.ts';
import { greyPicture } from '../grey-picture.ts';
import type { VeinFrame, VeinSample } from '../scanner.ts';

/** A picture of the camera, and whether the light was on. */
export interface Burst {
  readonly light: VeinFrame['light'];
  readonly frame: CameraFrame;
}

/** The first picture as the sample, with all of them as its frames when there are more; null when one is no picture. */
export async function burstSample(burst: readonly Burst[]): Promise<VeinSample | null> {
  const startMs = burst[0]?.frame.capturedAtMs ?? 0;
  const frames: VeinFrame[] = [];
  let size: { readonly width: number; readonly height: number } | null = null;
  for (const { light, frame } of burst) {
    const grey = await greyPicture(frame.jpeg).catch(() => null);
    if (!grey) return null;
    const { width, height, data } = grey;
    size ??= { width, height };
    if (width !== size.width || height !== size.height) return null;
    frames.push({ light, atMs: frame.capturedAtMs - startMs, bytes: data });
  }
  const [first, ...more] = frames;
  if (!first || !size) return null;
  const picture = { kind: 'image', encoding: 'grey', ...size, bytes: first.bytes } as const;
  return more.length === 0 ? picture : { ...picture, frames };
}
