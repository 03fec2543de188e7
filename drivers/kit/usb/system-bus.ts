import { transportErrors } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import { err, failure, ok, type Result } from '../result.ts';
import { infoOf, isHub, isThere, pathOf, type Texts, textsOfSystem } from './system/info-of.ts';
import { loadUsb, type RawDevice, type UsbLibrary } from './system/library.ts';
import { SystemDevice } from './system/system-device.ts';
import { SystemPort } from './system/system-port.ts';
import type { UsbBus, UsbDeviceInfo, UsbPort } from './usb-bus.ts';

/** How often is looked where the system tells nothing by itself. */
const LOOK_EVERY_MS = 1000;
const noTexts: Texts = { serialNumber: '', manufacturer: '', product: '' };

let shared: SystemBus | null = null;

/**
 * The machine's own USB, one for the whole process. Nothing is loaded before it is first asked; a machine without USB has an
 * empty list. Listening to it does not keep a process alive.
 */
export function systemUsb(): UsbBus {
  shared ??= new SystemBus();
  return shared;
}

class SystemBus implements UsbBus {
  readonly #changed = new Listeners<void>();
  readonly #devices = new Map<RawDevice, SystemDevice>();
  readonly #texts = new WeakMap<RawDevice, Texts>();
  #ready: Promise<UsbLibrary | null> | null = null;

  async list(): Promise<readonly UsbDeviceInfo[]> {
    const usb = await this.#library();
    return usb ? devicesOf(usb).map((raw) => this.#infoOf(raw)) : [];
  }

  async open(wanted: UsbDeviceInfo, interfaceNumber: number): Promise<Result<UsbPort>> {
    const usb = await this.#library();
    const raw = (usb ? devicesOf(usb) : []).find((item) => isSame(item, wanted));
    if (!usb || !raw) return err(failure(transportErrors, 'E1001', wanted.path));
    const info = this.#infoOf(raw);
    const own = info.interfaces.find(({ number }) => number === interfaceNumber);
    if (!own)
      return err(failure(transportErrors, 'E1004', `${info.path} has no interface ${interfaceNumber}`));
    const device = this.#deviceOf(raw);
    const claimed = await device.claim(interfaceNumber);
    if (!claimed.ok) return claimed;
    return ok(new SystemPort(usb, device, info, own));
  }

  onChange(listener: () => void): () => void {
    void this.#library();
    return this.#changed.add(listener);
  }

  #library(): Promise<UsbLibrary | null> {
    this.#ready ??= loadUsb().then((usb) => {
      if (usb) this.#listen(usb);
      return usb;
    });
    return this.#ready;
  }

  /** For good: listeners that come and go lose events. */
  #listen(usb: UsbLibrary): void {
    if (!usb._supportedHotplugEvents()) {
      this.#lookNowAndThen(usb);
      return;
    }
    usb.on('attach', () => this.#changed.tell());
    usb.on('detach', (raw) => this.#left(raw));
    usb.unrefHotplugEvents();
  }

  #lookNowAndThen(usb: UsbLibrary): void {
    let before = new Set(devicesOf(usb));
    setInterval(() => {
      const now = new Set(devicesOf(usb));
      const left = [...before].filter((raw) => !now.has(raw));
      const came = [...now].some((raw) => !before.has(raw));
      before = now;
      for (const raw of left) this.#left(raw);
      if (came) this.#changed.tell();
    }, LOOK_EVERY_MS).unref();
  }

  #left(raw: RawDevice): void {
    this.#devices.get(raw)?.leave();
    this.#devices.delete(raw);
    this.#changed.tell();
  }

  #deviceOf(raw: RawDevice): SystemDevice {
    const known = this.#devices.get(raw);
    if (known) return known;
    const device = new SystemDevice(raw);
    this.#devices.set(raw, device);
    return device;
  }

  #infoOf(raw: RawDevice): UsbDeviceInfo {
    const texts = this.#texts.get(raw) ?? textsOfSystem(raw);
    if (texts) this.#texts.set(raw, texts);
    return infoOf(raw, texts ?? noTexts);
  }
}

function devicesOf(usb: UsbLibrary): RawDevice[] {
  try {
    return usb.getDeviceList().filter((raw) => !isHub(raw) && isThere(raw));
  } catch {
    return [];
  }
}

const isSame = (raw: RawDevice, { path, vendorId, productId }: UsbDeviceInfo): boolean =>
  pathOf(raw) === path &&
  raw.deviceDescriptor.idVendor === vendorId &&
  raw.deviceDescriptor.idProduct === productId;
