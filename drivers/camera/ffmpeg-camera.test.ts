import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeImage } from '../kit/image/codec.ts';
import type { Image } from '../kit/image/image-ops.ts';
import type { DeviceStatus } from '../kit/status.ts';
import type { CameraFrame } from './camera.ts';
import { FfmpegCamera, type FfmpegCameraOptions } from './ffmpeg-camera.ts';
import { CameraSimulator } from './simulator/camera-simulator.ts';
import { cameraTimeoutsSchema } from './timeouts.ts';

const size = { width: 320, height: 240 };
const quick = cameraTimeoutsSchema.parse({
  firstFrame: 4000,
  frameGap: 600,
  blackAfter: 400,
  frozenAfter: 1000,
  restartFirst: 100,
  restartMax: 500,
  selfTest: 1500,
});
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function gradient(shade: readonly [number, number, number]): Image {
  const data = new Uint8Array(size.width * size.height * 3);
  for (let i = 0; i < data.length; i++)
    data[i] = Math.round(((shade[i % 3] ?? 0) * (60 + ((i / 3) % size.width))) / 380);
  return { ...size, channels: 3, data };
}

async function plugged(options: Partial<FfmpegCameraOptions> = {}) {
  const simulator = new CameraSimulator(size);
  await simulator.setSource({ kind: 'still', image: gradient([255, 40, 40]) });
  await simulator.start();
  cleanups.push(() => simulator.stop());
  const camera = new FfmpegCamera({
    input: { kind: 'simulator', url: simulator.url },
    format: size,
    timeouts: quick,
    ...options,
  });
  cleanups.push(() => camera.close());
  return { simulator, camera };
}

function nextFrame(camera: FfmpegCamera, wanted: (frame: CameraFrame) => boolean = () => true) {
  return new Promise<CameraFrame>((resolve) => {
    const stop = camera.onFrame((frame) => {
      if (!wanted(frame)) return;
      stop();
      resolve(frame);
    });
  });
}

function reaches(camera: FfmpegCamera, wanted: (status: DeviceStatus) => boolean): Promise<DeviceStatus> {
  if (wanted(camera.status())) return Promise.resolve(camera.status());
  return new Promise((resolve) => {
    const stop = camera.onStatus((status) => {
      if (!wanted(status)) return;
      stop();
      resolve(status);
    });
  });
}

const online = (status: DeviceStatus): boolean => status.state === 'online';
const withCode =
  (code: string) =>
  (status: DeviceStatus): boolean =>
    status.errorCode === code;

describe('a camera that works', { timeout: 30_000 }, () => {
  it('says what it captures with before it captures', async () => {
    const { camera, simulator } = await plugged();
    const opened = await camera.open();
    expect(opened).toMatchObject({ ok: true, value: { input: simulator.url, ...size, simulated: true } });
    if (opened.ok) expect(opened.value.program).toMatch(/^ffmpeg version/);
    expect(simulator.state.watchers).toBe(0);
  });

  it('gives pictures of the size asked for, in order, with the colours in place', async () => {
    const { camera } = await plugged();
    expect(await camera.start()).toEqual({ ok: true, value: undefined });
    expect(camera.status()).toMatchObject({ state: 'online', simulated: true });
    const first = await nextFrame(camera);
    const second = await nextFrame(camera);
    expect(second.sequence).toBeGreaterThan(first.sequence);
    expect(Date.now() - second.capturedAtMs).toBeLessThan(500);
    const picture = await decodeImage(second.jpeg);
    expect([picture.width, picture.height]).toEqual([size.width, size.height]);
    const at = (120 * size.width + 200) * 3;
    expect(picture.data[at]).toBeGreaterThan(120);
    expect(picture.data[at + 2]).toBeLessThan(80);
  });

  it('shows the new source without a break when the simulator switches', async () => {
    const { camera, simulator } = await plugged();
    await camera.start();
    await simulator.setSource({ kind: 'still', image: gradient([30, 30, 255]) });
    const blue = await new Promise<boolean>((resolve) => {
      const stop = camera.onFrame(async (frame) => {
        const { data } = await decodeImage(frame.jpeg);
        const at = (120 * size.width + 200) * 3;
        if ((data[at + 2] ?? 0) < 120) return;
        stop();
        resolve(true);
      });
    });
    expect(blue).toBe(true);
    expect(camera.status().details.restarts).toBe(0);
  });

  it('ends the capture program with stop and starts again', async () => {
    const { camera, simulator } = await plugged();
    await camera.start();
    await camera.stop();
    expect(camera.status().state).toBe('offline');
    expect(await camera.start()).toMatchObject({ ok: true });
    await nextFrame(camera);
    expect(simulator.state.watchers).toBeLessThanOrEqual(2);
  });

  it('passes its self test and leaves the camera off', async () => {
    const { camera } = await plugged();
    const result = await camera.selfTest();
    expect(result).toMatchObject({ ok: true });
    if (result.ok) expect(result.value.framesPerSecond).toBeGreaterThan(12);
    expect(camera.status().state).toBe('offline');
  });
});

describe('a camera that fails', { timeout: 30_000 }, () => {
  it('is told to be missing and comes by itself when it is plugged in', async () => {
    const { camera, simulator } = await plugged();
    await simulator.unplug();
    expect(await camera.start()).toMatchObject({ ok: false, error: { code: 'E3002' } });
    expect(camera.status().state).toBe('noDevice');
    await simulator.replug();
    await reaches(camera, online);
    await nextFrame(camera);
  });

  it('notices that it was unplugged, and comes back', async () => {
    const { camera, simulator } = await plugged();
    await camera.start();
    await simulator.unplug();
    expect(await reaches(camera, (s) => !online(s))).toMatchObject({ state: 'noDevice' });
    await simulator.replug();
    await reaches(camera, online);
    expect(camera.status().details.restarts).toBeGreaterThan(0);
  });

  it('notices silence', async () => {
    const { camera, simulator } = await plugged();
    await camera.start();
    simulator.inject('silent');
    await reaches(camera, withCode('E3007'));
    simulator.clearFaults();
    await reaches(camera, online);
  });

  it('notices a covered lens without restarting, and that it is free again', async () => {
    const { camera, simulator } = await plugged();
    await camera.start();
    simulator.inject('black');
    expect(await reaches(camera, withCode('E3008'))).toMatchObject({ state: 'userError' });
    simulator.clearFaults();
    await reaches(camera, online);
    expect(camera.status().details.restarts).toBe(0);
  });

  it('notices a frozen picture, restarts, and is well only when the picture moves', async () => {
    const { camera, simulator } = await plugged();
    await camera.start();
    await nextFrame(camera);
    simulator.inject('frozen');
    await reaches(camera, withCode('E3009'));
    simulator.clearFaults();
    await reaches(camera, online);
  });

  it('survives bytes that are no pictures', async () => {
    const { camera, simulator } = await plugged();
    await camera.start();
    simulator.inject('garbage');
    const status = await reaches(camera, (s) => !online(s));
    expect(['E3005', 'E3007', 'E3010']).toContain(status.errorCode);
    simulator.clearFaults();
    await reaches(camera, online);
  });

  it('fails its self test with the reason', async () => {
    const { camera, simulator } = await plugged();
    simulator.inject('slow');
    expect(await camera.selfTest()).toMatchObject({ ok: false, error: { code: 'E3011' } });
    simulator.clearFaults();
    simulator.inject('black');
    expect(await camera.selfTest()).toMatchObject({ ok: false, error: { code: 'E3008' } });
  });

  it('says which program is missing', async () => {
    const { camera } = await plugged({ program: 'no-such-capture-program' });
    expect(await camera.start()).toMatchObject({ ok: false, error: { code: 'E3001' } });
  });

  it('asks again for a program that did not answer, although no picture is wanted', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yinling-camera-'));
    cleanups.push(async () => rmSync(folder, { recursive: true }));
    const program = path.join(folder, 'capture');
    const { camera } = await plugged({ program });
    expect(await camera.open()).toMatchObject({ ok: false, error: { code: 'E3001' } });
    const told = reaches(camera, ({ errorCode }) => errorCode === undefined);
    symlinkSync('/usr/bin/ffmpeg', program);
    expect(await told).toMatchObject({ state: 'offline' });
  });

  it('stops waiting when it is cancelled', async () => {
    const { camera, simulator } = await plugged();
    simulator.inject('silent');
    const cancel = new AbortController();
    const started = camera.start(cancel.signal);
    cancel.abort();
    expect(await started).toMatchObject({ ok: false, error: { code: 'E1008' } });
  });
});

describe('the capture program', { timeout: 30_000 }, () => {
  it('dies with the process that started it, also after SIGKILL', async () => {
    const { simulator } = await plugged();
    const script = `
      const { startCapture } = await import(${JSON.stringify(new URL('./capture-process.ts', import.meta.url).href)});
      const { captureArguments } = await import(${JSON.stringify(new URL('./input.ts', import.meta.url).href)});
      const args = captureArguments({ kind: 'simulator', url: '${simulator.url}' }, { width: 320, height: 240, fps: 15 });
      const capture = startCapture('ffmpeg', args, () => console.log(capture.pid), () => {});
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(line).split('\n')[0]);
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(simulator.state.watchers).toBe(1);
    // The camera falls silent first: nothing may depend on the program's next write.
    simulator.inject('silent');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => simulator.state.watchers, { timeout: 3000, interval: 20 }).toBe(0);
  });
});
