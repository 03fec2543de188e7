import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { transportErrors } from '../kit/errors.ts';
import { err, failure, ok, type Result } from '../kit/result.ts';
import { cameraErrors } from './errors.ts';
import type { CameraInput, KnownInput } from './input.ts';

/** A USB camera as the kernel's uvcvideo made it. */
export interface CameraNode {
  /** `/dev/video0` */
  readonly node: string;
  /** Vendor and product, `1209:0006`. */
  readonly usb: string;
  /** Empty when the camera has none. */
  readonly serialNumber: string;
  /** Where it is plugged in: bus and ports, `1-2.4`. */
  readonly path: string;
}

/** Where the kernel tells of video devices (Documentation/ABI, video4linux). */
const CLASS_FOLDER = '/sys/class/video4linux';

/**
 * The USB cameras that are plugged in now. Each has several nodes, of which the first (`index` 0) gives the pictures. Reads a
 * few small files that the kernel makes up in memory.
 */
export function listCameras(folder: string = CLASS_FOLDER): CameraNode[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    // No video device was ever plugged in, or this is no Linux.
    return [];
  }
  return names.flatMap((name) => describeNode(folder, name) ?? []);
}

function describeNode(folder: string, name: string): CameraNode | null {
  try {
    const own = path.join(folder, name);
    if (textOf(own, 'index') !== '0') return null;
    // The video device belongs to an interface (1-2.4:1.0) of the USB device above it.
    const device = path.dirname(realpathSync(path.join(own, 'device')));
    const usb = `${textOf(device, 'idVendor')}:${textOf(device, 'idProduct')}`;
    return { node: `/dev/${name}`, usb, serialNumber: serialOf(device), path: path.basename(device) };
  } catch {
    // No USB device, or pulled out while being looked at.
    return null;
  }
}

const textOf = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8').trim();

function serialOf(device: string): string {
  try {
    return textOf(device, 'serial');
  } catch {
    return '';
  }
}

/** What the capture program is to open now. E3002: no camera fits; E1014: more than one does, and none is guessed. */
export function knownInput(
  input: CameraInput,
  cameras: () => readonly CameraNode[] = listCameras,
): Result<KnownInput> {
  if (input.kind !== 'found') return ok(input);
  const fitting = cameras().filter(
    (camera) =>
      (input.usb ?? camera.usb) === camera.usb &&
      (input.serialNumber ?? camera.serialNumber) === camera.serialNumber &&
      (input.path ?? camera.path) === camera.path,
  );
  const [camera, another] = fitting;
  if (!camera) return err(failure(cameraErrors, 'E3002', 'no USB camera that fits is plugged in'));
  if (another)
    return err(
      failure(transportErrors, 'E1014', fitting.map((one) => `${one.usb} at ${one.path}`).join(', ')),
    );
  return ok({ kind: 'v4l2', device: camera.node, pictures: input.pictures });
}
