import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Device, HIDAsync } from 'node-hid';
import { transportErrors } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import { err, failure, ok, type Result } from '../result.ts';
import type { HidBus, HidDeviceInfo, HidPort } from './hid-bus.ts';
import { SystemHidPort } from './system-hid-port.ts';
import { watchHidNodes } from './watch-nodes.ts';

type HidLibrary = typeof import('node-hid');

let shared: SystemHid | null = null;

/**
 * The machine's own HID devices, one bus for the whole process. Nothing is loaded before it is first asked; a machine on which
 * the library cannot run (libusb or libudev missing) has an empty list.
 */
export function systemHid(): HidBus {
  shared ??= new SystemHid();
  return shared;
}

class SystemHid implements HidBus {
  readonly #changed = new Listeners<void>();
  #listening = 0;
  #stopWatching: () => void = () => undefined;
  #loading: Promise<HidLibrary | null> | null = null;

  async list(): Promise<readonly HidDeviceInfo[]> {
    const library = await this.#library();
    const devices = (await library?.devicesAsync().catch(() => [])) ?? [];
    return devices.flatMap((device) => (device.path === undefined ? [] : infoOf(device, device.path)));
  }

  async open(device: HidDeviceInfo): Promise<Result<HidPort>> {
    const library = await this.#library();
    if (!library) return err(failure(transportErrors, 'E1001', device.path));
    const refusal = await refusalOf(device.path);
    if (refusal) return err(failure(transportErrors, refusal, device.path));
    let opened: HIDAsync;
    try {
      opened = await library.HIDAsync.open(device.path);
    } catch {
      // The library's words are no use; whether it went meanwhile is seen in the file system.
      return err(failure(transportErrors, (await refusalOf(device.path)) ?? 'E1004', device.path));
    }
    const port = new SystemHidPort(device, opened);
    // Reading begins a turn later, and must not meet a closed device.
    await nextTurn();
    return ok(port);
  }

  onChange(listener: () => void): () => void {
    if (this.#listening === 0) this.#stopWatching = watchHidNodes(() => this.#changed.tell());
    this.#listening += 1;
    const stop = this.#changed.add(listener);
    let stopped = false;
    return () => {
      if (stopped) return;
      stopped = true;
      stop();
      this.#listening -= 1;
      if (this.#listening === 0) this.#stopWatching();
    };
  }

  #library(): Promise<HidLibrary | null> {
    this.#loading ??= import('node-hid')
      .then(async ({ default: library }) => {
        await library.devicesAsync();
        return library;
      })
      .catch(() => null);
    return this.#loading;
  }
}

function infoOf(device: Device, path: string): HidDeviceInfo {
  const { vendorId, productId, serialNumber, manufacturer, product, usagePage, usage } = device;
  return {
    vendorId,
    productId,
    serialNumber: serialNumber ?? '',
    manufacturer: manufacturer ?? '',
    product: product ?? '',
    path,
    usagePage: usagePage ?? 0,
    usage: usage ?? 0,
    interface: device.interface,
  };
}

/** Why this node cannot be opened; null when nothing speaks against it, or when a device is no node here. */
async function refusalOf(node: string): Promise<'E1001' | 'E1003' | null> {
  if (!node.startsWith('/dev/')) return null;
  return access(node, constants.R_OK | constants.W_OK).then(
    () => null,
    (error: NodeJS.ErrnoException) => (error.code === 'EACCES' || error.code === 'EPERM' ? 'E1003' : 'E1001'),
  );
}
