import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeImage } from '../../kit/image/codec.ts';
import { JpegSplitter } from '../jpeg-splitter.ts';
import { CameraSimulator } from './camera-simulator.ts';
import type { CameraFault } from './faults.ts';

const size = { width: 160, height: 120 };
const face = { ...size, channels: 3 as const, data: new Uint8Array(160 * 120 * 3).fill(100) };
let simulator: CameraSimulator;
let socket: Socket | null = null;

beforeEach(async () => {
  simulator = new CameraSimulator({ ...size, fps: 30 });
  await simulator.setSource({ kind: 'still', image: face });
  await simulator.start();
});
afterEach(async () => {
  socket?.destroy();
  await simulator.stop();
});

/** What comes over the wire, as pictures. */
function watch(onPicture: (jpeg: Uint8Array) => void): Socket {
  const splitter = new JpegSplitter();
  const { url } = simulator;
  socket = url.startsWith('unix:') ? connect(url.slice(5)) : connect(Number(url.split(':')[2]), '127.0.0.1');
  socket.on('data', (bytes) => splitter.push(bytes).forEach(onPicture));
  socket.on('error', () => undefined);
  return socket;
}

/** The first picture whose mean value passes. */
function pictureWith(passes: (mean: number) => boolean): Promise<number> {
  return new Promise((resolve) => {
    watch(async (jpeg) => {
      const { data } = await decodeImage(jpeg);
      const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
      if (passes(mean)) resolve(mean);
    });
  });
}

it('shows what stands before it', async () => {
  expect(await pictureWith(() => true)).toBeCloseTo(100, -1);
});

it('never shows the same picture twice in a row, as no sensor does, unless it is frozen', async () => {
  const same = (): Promise<boolean> =>
    new Promise((resolve) => {
      let last: string | null = null;
      const wire = watch((jpeg) => {
        const now = Buffer.from(jpeg).toString('base64');
        if (last !== null) {
          wire.destroy();
          resolve(last === now);
        }
        last = now;
      });
    });
  expect(await same()).toBe(false);
  simulator.inject('frozen');
  expect(await same()).toBe(true);
});

it.each<[CameraFault, (mean: number) => boolean]>([
  ['black', (mean) => mean < 8],
  ['dark', (mean) => mean > 8 && mean < 30],
  ['overexposed', (mean) => mean > 220],
])('can be %s and recovers', async (fault, passes) => {
  simulator.inject(fault);
  expect(simulator.state.faults).toEqual([fault]);
  await pictureWith(passes);
  socket?.destroy();
  simulator.clearFaults();
  await pictureWith((mean) => Math.abs(mean - 100) < 8);
});

it('breaks the stream when it is unplugged and keeps its address', async () => {
  const { url } = simulator;
  const closed = new Promise<void>((resolve) => {
    watch(() => void simulator.unplug()).on('close', () => resolve());
  });
  await closed;
  expect(simulator.state.plugged).toBe(false);
  await simulator.replug();
  expect(simulator.url).toBe(url);
  expect(await pictureWith(() => true)).toBeCloseTo(100, -1);
});

it('refuses an empty clip and goes on with the old source', async () => {
  await expect(simulator.setSource({ kind: 'clip', frames: [], fps: 15, loop: true })).rejects.toThrow(Error);
  expect(await pictureWith(() => true)).toBeCloseTo(100, -1);
});
