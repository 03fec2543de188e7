import { z } from 'zod';

/** Where the pictures come from. `file` and `simulator` are no cameras: their status says `simulated`. */
export const cameraInputSchema = z.discriminatedUnion('kind', [
  /** Linux: a device node such as `/dev/video0`, better `/dev/v4l/by-id/...`, which survives replugging. */
  z.strictObject({
    kind: z.literal('v4l2'),
    device: z
      .string()
      .regex(/^\/dev\/[\w./:-]+$/)
      .max(200),
    /** `mjpeg` pictures are passed on as they come; a camera that has only raw pictures costs an encoding each. */
    pictures: z.enum(['mjpeg', 'raw']).default('mjpeg'),
  }),
  /**
   * Linux: the USB camera that is plugged in, wherever that is; looked for anew at every start. Where there are two, `usb`
   * (vendor and product, as `lsusb` prints them), the serial number or the place (`1-2.4`) says which.
   */
  z.strictObject({
    kind: z.literal('found'),
    usb: z
      .string()
      .regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/)
      .optional(),
    serialNumber: z.string().min(1).max(100).optional(),
    path: z
      .string()
      .regex(/^\d+-\d+(\.\d+)*$/)
      .optional(),
    pictures: z.enum(['mjpeg', 'raw']).default('mjpeg'),
  }),
  /** Windows: the name that `ffmpeg -list_devices true -f dshow -i dummy` prints. */
  z.strictObject({
    kind: z.literal('dshow'),
    name: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^":]+$/),
    pictures: z.enum(['mjpeg', 'raw']).default('mjpeg'),
  }),
  /** A recording, played at its own speed and over again. */
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(1000) }),
  /** Multipart JPEG from `CameraSimulator.url`. */
  z.strictObject({
    kind: z.literal('simulator'),
    url: z
      .string()
      .max(200)
      .regex(/^(tcp:\/\/127\.0\.0\.1:\d{1,5}|unix:\/[\w./-]+)$/),
  }),
]);
export type CameraInput = z.infer<typeof cameraInputSchema>;
/** An input that the capture program can open as it stands. */
export type KnownInput = Exclude<CameraInput, { kind: 'found' }>;

/** What is asked of the camera; 960x720 leaves the crop room to move and the face enough pixels. */
export const captureFormatSchema = z.strictObject({
  width: z.number().int().min(320).max(1920).default(960),
  height: z.number().int().min(240).max(1080).default(720),
  fps: z.number().int().min(5).max(30).default(15),
});
export type CaptureFormat = z.infer<typeof captureFormatSchema>;

export const isSimulated = (input: CameraInput): boolean =>
  input.kind === 'file' || input.kind === 'simulator';

/** Short name of the input for status and traces. */
export function inputName(input: CameraInput): string {
  switch (input.kind) {
    case 'v4l2':
      return input.device;
    case 'found':
      return ['usb camera', input.usb, input.serialNumber, input.path].filter(Boolean).join(' ');
    case 'dshow':
      return input.name;
    case 'file':
      return `file ${input.path.replace(/^.*[\\/]/, '')}`;
    case 'simulator':
      return input.url;
  }
}

/** The demuxer matters most: raw `mjpeg` waits for the next picture (74 ms measured), `mpjpeg` knows its length (8 ms). */
const LOW_DELAY = ['-fflags', 'nobuffer', '-flags', 'low_delay', '-probesize', '4096'];

/**
 * Arguments for ffmpeg: JPEG pictures on stdout, one by one and at once. Cameras that send JPEG are passed through
 * untouched: encoding again costs a quarter of a core, and on a busy machine the pictures would queue up and grow old.
 */
export function captureArguments(input: KnownInput, format: CaptureFormat): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'warning', '-nostdin', '-threads', '1'],
    ...inputArguments(input, format),
    ...['-an', '-sn', ...(sendsJpeg(input) ? ['-c:v', 'copy'] : encodeArguments(format))],
    ...['-flush_packets', '1', '-f', 'mjpeg', 'pipe:1'],
  ];
}

const sendsJpeg = (input: KnownInput): boolean =>
  input.kind === 'simulator' || (input.kind !== 'file' && input.pictures === 'mjpeg');

/** Exactly `width` x `height`, cut rather than squeezed. */
function encodeArguments({ width: w, height: h }: CaptureFormat): string[] {
  return [
    ...['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-threads', '1'],
    ...['-vf', `scale=${w}:${h}:force_original_aspect_ratio=increase,crop=${w}:${h}`],
    ...['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p'],
  ];
}

function inputArguments(input: KnownInput, { width, height, fps }: CaptureFormat): string[] {
  const asked = ['-framerate', String(fps), '-video_size', `${width}x${height}`];
  switch (input.kind) {
    case 'v4l2':
      return [...LOW_DELAY, '-f', 'v4l2', ...v4l2Format(input.pictures), ...asked, '-i', input.device];
    case 'dshow':
      return [
        ...LOW_DELAY,
        '-f',
        'dshow',
        ...dshowFormat(input.pictures),
        ...asked,
        '-i',
        `video=${input.name}`,
      ];
    case 'file':
      // The `file:` prefix keeps a path from being read as another protocol or an option.
      return ['-re', '-stream_loop', '-1', '-i', `file:${input.path}`];
    case 'simulator':
      return [...LOW_DELAY, '-analyzeduration', '0', '-f', 'mpjpeg', '-i', input.url];
  }
}

const v4l2Format = (pictures: 'mjpeg' | 'raw'): string[] =>
  pictures === 'mjpeg' ? ['-input_format', 'mjpeg'] : [];
/** Two pictures' worth of buffer: what is not fetched in time is lost and not late. */
const dshowFormat = (pictures: 'mjpeg' | 'raw'): string[] => [
  '-rtbufsize',
  '4M',
  ...(pictures === 'mjpeg' ? ['-vcodec', 'mjpeg'] : []),
];
