import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CameraFrame } from '../../drivers/camera/camera.ts';
import { FfmpegCamera } from '../../drivers/camera/ffmpeg-camera.ts';
import { knownInput, listCameras } from '../../drivers/camera/found-camera.ts';
import { type CameraInput, cameraInputSchema } from '../../drivers/camera/input.ts';
import { cameraTimeoutsSchema } from '../../drivers/camera/timeouts.ts';
import { decodeImage } from '../../drivers/kit/image/codec.ts';
import type { ImageOps } from '../../drivers/kit/image/image-ops.ts';
import type { DeviceStatus } from '../../drivers/kit/status.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { settled } from '../guest/udev.ts';
import { nodeGone, nodeThere, until } from '../guest/wait.ts';

/**
 * The kernel's own uvcvideo on a simulated UVC camera, and our driver with the real ffmpeg on what uvcvideo makes of it. In the
 * guest ffmpeg alone takes four seconds to start.
 */
const size = { width: 640, height: 480, fps: 6 };
const patient = cameraTimeoutsSchema.parse({
  programCheck: 30_000,
  firstFrame: 30_000,
  frameGap: 4000,
});
const NODE = '/dev/video0';
const BY_ID = '/dev/v4l/by-id/usb-Yinling_Simulated_camera_CAM-1-video-index0';

/** What the driver asks of the pictures, without the twenty seconds that OpenCV takes to load in the guest. */
const plainOps = async (): Promise<ImageOps> =>
  ({
    meanStdDev: ({ data }: { data: Uint8Array }) => {
      const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
      const spread = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
      return { mean: [mean], stdDev: [Math.sqrt(spread)] };
    },
    meanAbsDiff: ({ data }: { data: Uint8Array }, other: { data: Uint8Array }) =>
      data.reduce((sum, value, index) => sum + Math.abs(value - (other.data[index] ?? 0)), 0) / data.length,
    laplacianVariance: () => 0,
  }) as unknown as ImageOps;

let devices: LabDevices;
let usb: LabDeviceHandle<'camera'>;
let camera: FfmpegCamera | null = null;

beforeAll(async () => {
  devices = startDevices();
  usb = await devices.make('camera');
});
afterEach(async () => {
  await camera?.close();
  camera = null;
  await usb.act('fault', null);
  await usb.unplug();
  await nodeGone(NODE);
});
afterAll(() => devices?.stop());

async function driver(
  input: object,
): Promise<{ camera: FfmpegCamera; notes: { text: string; at: number }[] }> {
  const notes: { text: string; at: number }[] = [];
  camera = new FfmpegCamera({
    input: cameraInputSchema.parse(input) as CameraInput,
    format: size,
    timeouts: patient,
    imageOps: plainOps,
    trace: (entry) => {
      if ('text' in entry) notes.push({ text: entry.text, at: entry.atMs });
    },
  });
  expect(await camera.open()).toMatchObject({ ok: true, value: { simulated: false } });
  return { camera, notes };
}

function picture(
  from: FfmpegCamera,
  fits: (frame: CameraFrame) => boolean = () => true,
): Promise<CameraFrame> {
  return new Promise((resolve) => {
    const stop = from.onFrame((frame) => {
      if (!fits(frame)) return;
      stop();
      resolve(frame);
    });
  });
}

function reaches(from: FfmpegCamera, fits: (status: DeviceStatus) => boolean): Promise<DeviceStatus> {
  if (fits(from.status())) return Promise.resolve(from.status());
  return new Promise((resolve) => {
    const stop = from.onStatus((status) => {
      if (!fits(status)) return;
      stop();
      resolve(status);
    });
  });
}

const online = ({ state }: DeviceStatus): boolean => state === 'online';

describe('camera over uvc', { timeout: 180_000 }, () => {
  it('is a video device with a name of its own, and gives pictures that can be read', async () => {
    await usb.plug();
    await nodeThere(NODE);
    await settled();
    expect(listCameras()).toMatchObject([{ node: NODE, usb: '1209:0006', serialNumber: 'CAM-1' }]);
    expect(existsSync(BY_ID)).toBe(true);
    const { camera } = await driver({ kind: 'v4l2', device: BY_ID });
    expect(await camera.start()).toEqual({ ok: true, value: undefined });
    const { jpeg } = await picture(camera);
    const { width, height, data } = await decodeImage(jpeg);
    expect([width, height]).toEqual([size.width, size.height]);
    expect(data[0]).toBeGreaterThan(140);
    expect(await usb.act('streaming')).toMatchObject({ streaming: true });
    // The camera's light goes out with the last reader.
    await camera.stop();
    expect(await usb.act('streaming')).toMatchObject({ streaming: false });
  });

  it('is told to be missing, and is there by itself when it is plugged in', async () => {
    const { camera, notes } = await driver({ kind: 'found' });
    expect(await camera.start()).toMatchObject({ ok: false, error: { code: 'E3002' } });
    await usb.plug();
    await nodeThere(NODE);
    const thereAt = Date.now();
    await reaches(camera, online);
    const started = notes.findLast(({ text }) => text === 'capture started');
    report('capture started after the node', (started?.at ?? 0) - thereAt);
    report('first picture after the node', Date.now() - thereAt);
    expect((started?.at ?? 0) - thereAt).toBeLessThan(5000);
  });

  it('is pulled out in the middle of a picture, and is itself again in another socket', async () => {
    await usb.plug();
    await nodeThere(NODE);
    const { camera, notes } = await driver({ kind: 'found', serialNumber: 'CAM-1' });
    expect(await camera.start()).toMatchObject({ ok: true });
    const before = (await usb.state()).path;
    await usb.act('breakOff');
    const pulledAt = Date.now();
    await usb.unplug();
    const lost = await reaches(camera, (status) => !online(status));
    report('told after the cable was pulled', Date.now() - pulledAt);
    expect(lost).toMatchObject({ state: 'noDevice', errorCode: expect.stringMatching(/^E300[25]$/) });
    await nodeGone(NODE);
    await usb.plug('another');
    await nodeThere(NODE);
    const thereAt = Date.now();
    await reaches(camera, online);
    const started = notes.findLast(({ text }) => text === 'capture started');
    report('capture started after the node', (started?.at ?? 0) - thereAt);
    expect((started?.at ?? 0) - thereAt).toBeLessThan(5000);
    expect((await usb.state()).path).not.toBe(before);
    await picture(camera);
  });

  it('passes on that the lens is covered, or that it fell silent, and that it is well again', async () => {
    await usb.plug();
    await nodeThere(NODE);
    const { camera } = await driver({ kind: 'found' });
    expect(await camera.start()).toMatchObject({ ok: true });
    await usb.act('fault', 'black');
    const covered = await reaches(camera, ({ errorCode }) => errorCode === 'E3008');
    expect(covered).toMatchObject({ state: 'userError' });
    await usb.act('fault', null);
    await reaches(camera, online);
    expect(camera.status().details.restarts).toBe(0);
    await usb.act('fault', 'silent');
    expect(await reaches(camera, (status) => !online(status))).toMatchObject({ errorCode: 'E3007' });
    await usb.act('fault', null);
    await reaches(camera, online);
  });

  it('is none of two that fit, until the configuration says which', async () => {
    const second = await devices.make('camera', { serialNumber: 'CAM-2' });
    await usb.plug();
    await second.plug();
    const [first, other] = await until('two cameras', () => {
      const cameras = listCameras().toSorted((a, b) => (a.serialNumber < b.serialNumber ? -1 : 1));
      return cameras.length === 2 && cameras;
    });
    expect([first?.serialNumber, other?.serialNumber]).toEqual(['CAM-1', 'CAM-2']);
    const found = (wish: object) => knownInput(cameraInputSchema.parse({ kind: 'found', ...wish }));
    expect(found({})).toMatchObject({ ok: false, error: { code: 'E1014' } });
    expect(found({ serialNumber: 'CAM-2' })).toMatchObject({ value: { device: other?.node } });
    expect(found({ path: first?.path })).toMatchObject({ value: { device: first?.node } });
    await second.close();
  });
});

/** Times in the guest, for the page of the device: 20 to 50 times those of a terminal. */
function report(what: string, ms: number): void {
  process.stdout.write(`camera over uvc: ${what}: ${ms} ms\n`);
}
