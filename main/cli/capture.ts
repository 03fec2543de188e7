import { writeFileSync } from 'node:fs';
import { FfmpegCamera } from '../../drivers/camera/ffmpeg-camera.ts';
import { type CameraInput, cameraInputSchema, captureFormatSchema } from '../../drivers/camera/input.ts';
import { loadOpenCvJs } from '../../drivers/kit/image/opencv-js.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail } from '../contract/failure.ts';
import { readArguments, required, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';
import { takePicture } from './picture.ts';
import { UsageError } from './usage.ts';

const DEFAULT_TIMEOUT_MS = 20_000;

/**
 * `yinling capture`: one picture of a camera into a file that only its owner may read, and there alone: the answer has its size,
 * brightness and sharpness. E9040 when the file cannot be written; a file that is there already is never overwritten.
 */
export const captureCommand: Command = async (args, signal) => {
  const { values, positionals } = readArguments(args, {
    camera: 'string',
    out: 'string',
    size: 'string',
    timeout: 'string',
  });
  if (positionals.length > 0) throw new UsageError('capture takes no words');
  const input = inputOf(required(values.camera, 'camera'));
  const out = required(values.out, 'out');
  const format = formatOf(values.size);
  const timeoutMs = wholeNumber(values.timeout, 'timeout', 1000, 600_000) ?? DEFAULT_TIMEOUT_MS;
  const ops = await loadOpenCvJs();
  const camera = new FfmpegCamera({ input, format, imageOps: async () => ops });
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const taken = await takePicture(camera, ops, until);
    if (!taken.ok) return taken;
    const { jpeg, facts } = taken.value;
    writeFileSync(out, jpeg, { mode: 0o600, flag: 'wx' });
    return { ok: true, file: out, bytes: jpeg.length, simulated: camera.status().simulated, ...facts };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== 'open' && syscall !== 'write') throw error;
    return fail(appFailure('E9040', `${out}: cannot be written, ${code}`));
  } finally {
    await camera.close();
  }
};

/** `found`, a device node, the name of a camera on Windows, or the address of a simulated one. */
function inputOf(name: string): CameraInput {
  const wanted =
    name === 'found'
      ? { kind: 'found' }
      : /^(tcp|unix):/.test(name)
        ? { kind: 'simulator', url: name }
        : name.startsWith('/')
          ? { kind: 'v4l2', device: name }
          : { kind: 'dshow', name };
  const input = cameraInputSchema.safeParse(wanted);
  if (!input.success) throw new UsageError('--camera takes found or a device');
  return input.data;
}

function formatOf(size: string | undefined) {
  if (size === undefined) return captureFormatSchema.parse({});
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
  const format = captureFormatSchema.safeParse({ width: Number(width), height: Number(height) });
  if (!format.success) throw new UsageError('--size takes WIDTHxHEIGHT, 320x240 to 1920x1080');
  return format.data;
}
