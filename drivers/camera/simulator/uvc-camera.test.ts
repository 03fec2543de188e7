import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UsbPort } from '../../kit/usb/usb-bus.ts';
import { memoryBus } from '../../kit/usb/testing/memory-bus.ts';
import { JpegSplitter } from '../jpeg-splitter.ts';
import { CameraSimulator } from './camera-simulator.ts';
import { UvcCamera } from './uvc-camera.ts';

/** A host's view of the simulated camera; the descriptors and payloads are read by a parser of the test's own. */

const wait = { limitMs: 5000 };
const STREAM = 0x81;
const toStreaming = { wValue: 0x0100, wIndex: 1 };
const large = { width: 160, height: 120 };
const small = { width: 80, height: 60 };
const simulators: CameraSimulator[] = [];
let camera: UvcCamera;
let bus: ReturnType<typeof memoryBus>;

async function simulator(size: { width: number; height: number }): Promise<CameraSimulator> {
  const made = new CameraSimulator({ ...size, fps: 30 });
  await made.start();
  simulators.push(made);
  return made;
}

beforeEach(async () => {
  const [first, second] = [await simulator(large), await simulator(small)];
  camera = new UvcCamera({
    pictures: [
      { ...large, url: first.url },
      { ...small, url: second.url },
    ],
  });
  bus = memoryBus();
  bus.plug(camera);
});
afterEach(async () => {
  bus.unplug(camera);
  for (const made of simulators.splice(0)) await made.stop();
});

async function streamingPort(): Promise<UsbPort> {
  const [info] = await bus.list();
  const opened = await bus.open(info!, 1);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** A wish of a host, UVC 1.1. */
function wish(frameIndex: number, interval: number): Uint8Array {
  const bytes = new Uint8Array(34);
  bytes.set([1, 0, 1, frameIndex]);
  new DataView(bytes.buffer).setUint32(4, interval, true);
  return bytes;
}

async function probed(port: UsbPort, asked: Uint8Array): Promise<DataView> {
  const probe = { bmRequestType: 0x21, bRequest: 0x01, ...toStreaming };
  expect(await port.controlOut(probe, asked, wait)).toMatchObject({ ok: true });
  const answer = await port.controlIn({ bmRequestType: 0xa1, bRequest: 0x81, ...toStreaming }, 34, wait);
  if (!answer.ok) throw new Error(answer.error.message);
  return new DataView(answer.value.buffer, answer.value.byteOffset, answer.value.byteLength);
}

const commit = (port: UsbPort, asked: Uint8Array) =>
  port.controlOut({ bmRequestType: 0x21, bRequest: 0x01, wValue: 0x0200, wIndex: 1 }, asked, wait);

interface Payload {
  readonly frameId: number;
  readonly last: boolean;
  readonly bytes: Uint8Array;
}

async function payload(port: UsbPort): Promise<Payload> {
  const read = await port.read(STREAM, 16_384, wait);
  if (!read.ok) throw new Error(read.error.message);
  const [length = 0, info = 0] = read.value;
  expect(length).toBeGreaterThanOrEqual(2);
  expect(info & 0x80).toBe(0x80);
  return { frameId: info & 1, last: (info & 2) !== 0, bytes: read.value.subarray(length) };
}

/** The payloads of one picture, up to the mark of its end. */
async function frame(port: UsbPort): Promise<{ frameId: number; picture: Uint8Array; count: number }> {
  const parts: Payload[] = [];
  do parts.push(await payload(port));
  while (!parts.at(-1)?.last);
  expect(new Set(parts.map(({ frameId }) => frameId)).size).toBe(1);
  return {
    frameId: parts[0]!.frameId,
    picture: Buffer.concat(parts.map(({ bytes }) => bytes)),
    count: parts.length,
  };
}

const isPicture = (bytes: Uint8Array): boolean => new JpegSplitter().push(bytes).length === 1;

/** Every descriptor as [type, subtype, bytes]. */
function descriptors(bytes: Uint8Array): { kind: number; subtype: number; bytes: Uint8Array }[] {
  const found = [];
  for (let at = 0; at < bytes.length; at += bytes[at] ?? 0) {
    const own = bytes.subarray(at, at + (bytes[at] ?? 0));
    if (own.length < 2) throw new Error(`no descriptor at ${at}`);
    found.push({ kind: own[1] ?? 0, subtype: own[2] ?? 0, bytes: own });
  }
  return found;
}

const at16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

describe('the descriptors', () => {
  it('are whole, and every length in them is true', () => {
    const all = descriptors(camera.configuration);
    expect(at16(camera.configuration, 2)).toBe(camera.configuration.length);
    const own = all.filter(({ kind }) => kind === 0x24);
    const heads = own.filter(({ subtype }) => subtype === 1);
    expect(heads).toHaveLength(2);
    for (const head of heads) {
      // wTotalLength spans this head and every class descriptor of its interface.
      const from = own.indexOf(head);
      const to = own.findIndex((other, index) => index > from && other.subtype === 1);
      const span = own.slice(from, to < 0 ? undefined : to);
      const total = at16(head.bytes, head === heads[0] ? 5 : 4);
      expect(total).toBe(span.reduce((sum, { bytes }) => sum + bytes.length, 0));
    }
  });

  it('tell of UVC 1.1, one function of two interfaces, and Motion-JPEG in both sizes over bulk', () => {
    const all = descriptors(camera.configuration);
    expect(all.find(({ kind }) => kind === 0x0b)?.bytes.subarray(2, 6)).toEqual(Uint8Array.of(0, 2, 14, 3));
    expect(at16(all.find(({ kind, subtype }) => kind === 0x24 && subtype === 1)!.bytes, 3)).toBe(0x0110);
    const sizes = all
      .filter(({ kind, subtype }) => kind === 0x24 && subtype === 7)
      .map(({ bytes }) => [at16(bytes, 5), at16(bytes, 7)]);
    expect(sizes).toEqual([
      [160, 120],
      [80, 60],
    ]);
    const endpoint = all.find(({ kind }) => kind === 5)?.bytes;
    expect([...(endpoint ?? [])]).toEqual([7, 5, STREAM, 2, 0, 2, 0]);
  });

  it('give each frame as many intervals as it counts, ascending, the default among them', () => {
    const frames = descriptors(camera.configuration).filter(
      ({ kind, subtype }) => kind === 0x24 && subtype === 7,
    );
    for (const { bytes } of frames) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const count = view.getUint8(25);
      expect(bytes.length).toBe(26 + 4 * count);
      const intervals = Array.from({ length: count }, (_, index) => view.getUint32(26 + 4 * index, true));
      expect(intervals).toEqual(intervals.toSorted((a, b) => a - b));
      expect(intervals).toContain(view.getUint32(21, true));
    }
  });
});

describe('agreeing on a format', () => {
  it('takes the nearest rate, and the first size for one that it does not have', async () => {
    const port = await streamingPort();
    const first = await probed(port, wish(2, 700_000));
    expect([first.getUint8(3), first.getUint32(4, true)]).toEqual([2, 666_667]);
    const second = await probed(port, wish(9, 0));
    expect([second.getUint8(3), second.getUint32(4, true)]).toEqual([1, 1_000_000]);
    expect(second.getUint32(22, true)).toBe(16_384);
    expect(camera.state.streaming).toBe(false);
  });

  it('refuses what it does not know, and says so when asked', async () => {
    const port = await streamingPort();
    const odd = { bmRequestType: 0xa1, bRequest: 0x81, wValue: 0x0900, wIndex: 1 };
    expect(await port.controlIn(odd, 4, wait)).toMatchObject({ ok: false, error: { code: 'E1010' } });
    const why = { bmRequestType: 0xa1, bRequest: 0x81, wValue: 0x0200, wIndex: 0 };
    expect(await port.controlIn(why, 1, wait)).toMatchObject({ ok: true, value: Uint8Array.of(6) });
    const short = { bmRequestType: 0x21, bRequest: 0x01, ...toStreaming };
    expect(await port.controlOut(short, new Uint8Array(8), wait)).toMatchObject({ error: { code: 'E1010' } });
    const length = { bmRequestType: 0xa1, bRequest: 0x85, ...toStreaming };
    expect(await port.controlIn(length, 2, wait)).toMatchObject({ value: Uint8Array.of(34, 0) });
  });
});

describe('streaming', () => {
  it('sends whole pictures from the commit on, each with the other frame identifier', async () => {
    const port = await streamingPort();
    expect(camera.state.streaming).toBe(false);
    await commit(port, wish(1, 333_333));
    const first = await frame(port);
    const second = await frame(port);
    expect(isPicture(first.picture)).toBe(true);
    expect(isPicture(second.picture)).toBe(true);
    expect(second.frameId).not.toBe(first.frameId);
    expect(camera.state).toMatchObject({ streaming: true, size: large });
  });

  it('cuts a picture that is larger than one transfer into several, none of them too long', async () => {
    const frames = [0, 1].map((seed) => Buffer.alloc(50_000 + seed, seed));
    await simulators[0]!.setSource({ kind: 'clip', frames, fps: 30, loop: true });
    const port = await streamingPort();
    await commit(port, wish(1, 333_333));
    const { picture, count } = await frame(port);
    expect(count).toBe(4);
    expect([50_000, 50_001]).toContain(picture.length);
  });

  it('stops when the halt is cleared, and what was queued is gone', async () => {
    const port = await streamingPort();
    await commit(port, wish(1, 333_333));
    await frame(port);
    for (const device of bus.devices) device.clearHalt(STREAM);
    expect(camera.state.streaming).toBe(false);
    await commit(port, wish(2, 333_333));
    expect(isPicture((await frame(port)).picture)).toBe(true);
    expect(camera.state.size).toEqual(small);
  });

  it('leaves pictures out for a host that does not fetch them, and gives a whole one when it does', async () => {
    const port = await streamingPort();
    await commit(port, wish(1, 333_333));
    await expect.poll(() => camera.state.framesLeftOut, { interval: 10 }).toBeGreaterThan(2);
    expect(camera.state.framesSent).toBe(1);
    expect(isPicture((await frame(port)).picture)).toBe(true);
  });

  it('passes on what the simulator behind it does wrong', async () => {
    simulators[0]!.inject('garbage');
    const port = await streamingPort();
    await commit(port, wish(1, 333_333));
    expect(isPicture((await frame(port)).picture)).toBe(false);
  });

  it('can break off in the middle of a picture, and is well when it is plugged in anew', async () => {
    const port = await streamingPort();
    await commit(port, wish(1, 333_333));
    const broken = camera.breakOff();
    let last = await payload(port);
    while (last.last) last = await payload(port);
    await broken;
    expect(isPicture(last.bytes)).toBe(false);
    expect(await port.read(STREAM, 16_384, { limitMs: 100 })).toMatchObject({ error: { code: 'E1007' } });
    bus.unplug(camera);
    bus.plug(camera, '1-5');
    const again = await streamingPort();
    await commit(again, wish(1, 333_333));
    expect(isPicture((await frame(again)).picture)).toBe(true);
  });
});
