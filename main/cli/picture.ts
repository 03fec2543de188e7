import { defaultCameraTimeouts } from '../../drivers/camera/timeouts.ts';
import type { FfmpegCamera } from '../../drivers/camera/ffmpeg-camera.ts';
import { type PictureJudgement, PictureWatch } from '../../drivers/camera/picture-watch.ts';
import { cameraErrors } from '../../drivers/camera/errors.ts';
import { decodeImage } from '../../drivers/kit/image/codec.ts';
import type { ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { failure } from '../../drivers/kit/result.ts';
import { timed } from '../../drivers/kit/timed.ts';
import { fail, ok, type Result } from '../contract/failure.ts';

/** What can be told about a picture without showing it. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  /** Mean brightness, 0..255. */
  readonly brightness: number;
  /** Standard deviation of the brightness: near 0 when the lens is covered. */
  readonly contrast: number;
  /** Variance of the Laplacian of a 160-pixel-wide picture. */
  readonly sharpness: number;
}

/** A camera's first pictures are dark or green until it has found its exposure; the fifth is taken. */
const PICTURES_TO_SETTLE = 5;
const PICTURES_LIMIT_MS = 5000;

/** One JPEG of a camera, and the facts about it. The camera is stopped again. E3xxx as `FfmpegCamera.start`; E3010 no picture. */
export async function takePicture(
  camera: FfmpegCamera,
  ops: ImageOps,
  signal?: AbortSignal,
): Promise<Result<{ readonly jpeg: Uint8Array; readonly facts: PictureFacts }>> {
  let seen = 0;
  const settled = Promise.withResolvers<Result<Uint8Array>>();
  const stop = camera.onFrame(({ jpeg }) => {
    seen += 1;
    if (seen >= PICTURES_TO_SETTLE) settled.resolve(ok(jpeg));
  });
  try {
    const started = await camera.start(signal);
    if (!started.ok) return started;
    const taken = await timed(settled.promise, PICTURES_LIMIT_MS, 'camera picture', signal);
    if (!taken.ok) return taken;
    const jpeg = taken.value;
    const size = await sizeOf(jpeg);
    if (!size) return fail(failure(cameraErrors, 'E3010'));
    const judgement: PictureJudgement = await new PictureWatch(ops, defaultCameraTimeouts).look(jpeg, 0);
    return ok({ jpeg, facts: { ...size, ...rounded(judgement) } });
  } finally {
    stop();
    await camera.stop();
  }
}

async function sizeOf(jpeg: Uint8Array): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await decodeImage(jpeg);
    return { width, height };
  } catch {
    return null;
  }
}

const rounded = ({ brightness, contrast, sharpness }: PictureJudgement) => {
  const tenths = (value: number): number => Math.round(value * 10) / 10;
  return { brightness: tenths(brightness), contrast: tenths(contrast), sharpness: tenths(sharpness) };
};
