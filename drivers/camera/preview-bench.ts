import { decodeGrayThumbnail, encodeJpeg } from '../kit/image/codec.ts';
import type { Image } from '../kit/image/image-ops.ts';
import { FfmpegCamera } from './ffmpeg-camera.ts';
import { captureFormatSchema, type CaptureFormat } from './input.ts';
import { CameraSimulator, type CameraSource } from './simulator/camera-simulator.ts';

export interface PreviewFigures {
  readonly framesPerSecond: number;
  /** From the moment a picture left the simulated camera until the driver handed it out, in ms. */
  readonly medianAgeMs: number;
  readonly p95AgeMs: number;
  readonly worstAgeMs: number;
  readonly firstPictureMs: number;
}

/** Pictures carry their number as six black or white squares. */
const BITS = 6;
const SQUARE = 80;

/**
 * Measures the real path (simulated camera, socket, ffmpeg, splitter, driver) for `durationMs`: how old a picture is when it
 * is handed out, and how many come. Goals: at most 200 ms, at least 12 a second. Rejects when the camera does not start.
 */
export async function measurePreview(
  durationMs: number,
  wish: Partial<CaptureFormat> = {},
): Promise<PreviewFigures> {
  const format = captureFormatSchema.parse(wish);
  const simulator = new CameraSimulator(format);
  await simulator.setSource(await numberedClip(format));
  await simulator.start();
  const camera = new FfmpegCamera({ input: { kind: 'simulator', url: simulator.url }, format });
  const sendings: Sending[] = [];
  simulator.onSent((index, atMs) => sendings.push({ index, atMs }));
  try {
    const startedAt = Date.now();
    const started = await camera.start();
    if (!started.ok) throw new Error(`${started.error.code} ${started.error.message}`);
    const firstPictureMs = Date.now() - startedAt;
    const arrivals = await collect(camera, durationMs);
    return { ...(await figures(arrivals, sendings)), firstPictureMs };
  } finally {
    await camera.close();
    await simulator.stop();
  }
}

interface Arrival {
  readonly jpeg: Uint8Array;
  readonly atMs: number;
}
interface Sending {
  readonly index: number;
  readonly atMs: number;
}

function collect(camera: FfmpegCamera, durationMs: number): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  return new Promise((resolve) => {
    const stop = camera.onFrame(({ jpeg }) => arrivals.push({ jpeg, atMs: Date.now() }));
    setTimeout(() => {
      stop();
      resolve(arrivals);
    }, durationMs);
  });
}

/** The age of each picture is told from the last time before its arrival that its number was sent. */
async function figures(
  arrivals: readonly Arrival[],
  sendings: readonly Sending[],
): Promise<Omit<PreviewFigures, 'firstPictureMs'>> {
  const ages: number[] = [];
  for (const { jpeg, atMs } of arrivals) {
    const index = await readNumber(jpeg);
    const sent = sendings.findLast((sending) => sending.index === index && sending.atMs <= atMs);
    if (sent) ages.push(atMs - sent.atMs);
  }
  ages.sort((a, b) => a - b);
  const at = (part: number): number =>
    ages[Math.min(ages.length - 1, Math.floor(part * ages.length))] ?? Number.NaN;
  const span = (arrivals.at(-1)?.atMs ?? 0) - (arrivals[0]?.atMs ?? 0);
  return {
    framesPerSecond: span > 0 ? ((arrivals.length - 1) * 1000) / span : 0,
    medianAgeMs: at(0.5),
    p95AgeMs: at(0.95),
    worstAgeMs: at(1),
  };
}

async function numberedClip({ width, height, fps }: CaptureFormat): Promise<CameraSource> {
  const frames: Uint8Array[] = [];
  for (let number = 0; number < 1 << BITS; number++) {
    const data = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const bit = y < SQUARE && x < SQUARE * BITS ? (number >> Math.floor(x / SQUARE)) & 1 : null;
        // A pattern about as hard to encode as a room with a person in it.
        const texture = 90 + ((x * 31 + y * 17 + ((x * y) >> 5)) % 48) + ((x + y) % 97);
        data.fill(bit === null ? texture : bit * 255, (y * width + x) * 3, (y * width + x) * 3 + 3);
      }
    const image: Image = { width, height, channels: 3, data };
    frames.push(await encodeJpeg(image, 85));
  }
  return { kind: 'clip', frames, fps, loop: true };
}

async function readNumber(jpeg: Uint8Array): Promise<number> {
  const { data, width } = await decodeGrayThumbnail(jpeg, 4096);
  let number = 0;
  for (let bit = 0; bit < BITS; bit++)
    if ((data[(SQUARE / 2) * width + bit * SQUARE + SQUARE / 2] ?? 0) > 128) number |= 1 << bit;
  return number;
}
