import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CameraNode, knownInput, listCameras } from './found-camera.ts';
import { type CameraInput, cameraInputSchema, inputName } from './input.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yinling-video-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A video device as the kernel lays it out: class/videoN/device -> devices/1-2/1-2:1.0. */
function node(name: string, index: number, at: string, serial: string | null, usb = ['1209', '0006']): void {
  const own = path.join(folder, 'class', name);
  const device = path.join(folder, 'devices', at);
  mkdirSync(own, { recursive: true });
  mkdirSync(path.join(device, `${at}:1.0`), { recursive: true });
  writeFileSync(path.join(own, 'index'), `${index}\n`);
  writeFileSync(path.join(device, 'idVendor'), `${usb[0]}\n`);
  writeFileSync(path.join(device, 'idProduct'), `${usb[1]}\n`);
  if (serial !== null) writeFileSync(path.join(device, 'serial'), `${serial}\n`);
  symlinkSync(path.join(device, `${at}:1.0`), path.join(own, 'device'));
}

const listed = (): CameraNode[] => listCameras(path.join(folder, 'class'));

describe('the cameras that are plugged in', () => {
  it('are none where the kernel tells of none', () => {
    expect(listed()).toEqual([]);
  });

  it('are told once each, with or without a serial number', () => {
    node('video0', 0, '1-2', 'A1');
    node('video1', 1, '1-2', 'A1');
    node('video2', 0, '2-1.4', null, ['046d', '0825']);
    expect(listed()).toEqual([
      { node: '/dev/video0', usb: '1209:0006', serialNumber: 'A1', path: '1-2' },
      { node: '/dev/video2', usb: '046d:0825', serialNumber: '', path: '2-1.4' },
    ]);
  });

  it('leave out what is no USB device', () => {
    mkdirSync(path.join(folder, 'class', 'video0'), { recursive: true });
    writeFileSync(path.join(folder, 'class', 'video0', 'index'), '0\n');
    expect(listed()).toEqual([]);
  });
});

describe('an input that is found', () => {
  const found = (wish: object): CameraInput => cameraInputSchema.parse({ kind: 'found', ...wish });
  const two: readonly CameraNode[] = [
    { node: '/dev/video0', usb: '1209:0006', serialNumber: 'A1', path: '1-2' },
    { node: '/dev/video2', usb: '1209:0006', serialNumber: 'B2', path: '1-3' },
  ];

  it('is the only camera there is', () => {
    expect(knownInput(found({}), () => two.slice(0, 1))).toEqual({
      ok: true,
      value: { kind: 'v4l2', device: '/dev/video0', pictures: 'mjpeg' },
    });
  });

  it.each([{ serialNumber: 'B2' }, { path: '1-3' }, { usb: '1209:0006', serialNumber: 'B2' }])(
    'is the one of two that %o means',
    (wish) => {
      expect(knownInput(found(wish), () => two)).toMatchObject({ value: { device: '/dev/video2' } });
    },
  );

  it('is never guessed', () => {
    expect(knownInput(found({ usb: '1209:0006' }), () => two)).toMatchObject({ error: { code: 'E1014' } });
    expect(knownInput(found({ serialNumber: 'C3' }), () => two)).toMatchObject({ error: { code: 'E3002' } });
    expect(knownInput(found({}), () => [])).toMatchObject({ error: { code: 'E3002' } });
  });

  it('is named by what was asked for', () => {
    expect(inputName(found({}))).toBe('usb camera');
    expect(inputName(found({ usb: '1209:0006', path: '1-2.4' }))).toBe('usb camera 1209:0006 1-2.4');
  });

  it('leaves every other input as it is', () => {
    const input = cameraInputSchema.parse({ kind: 'v4l2', device: '/dev/video0' });
    expect(knownInput(input, () => two)).toEqual({ ok: true, value: input });
  });
});
