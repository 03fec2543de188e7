import { xgUsbLine } from '../../drivers/finger-vein/xg/usb/open-line.ts';
import { hidIdCardLine, usbIdCardLine } from '../../drivers/id-card/sdt/usb/open-line.ts';
import { type Choice, choose, type Wish } from '../../drivers/kit/discovery/choose.ts';
import type { DeviceKind, Fingerprint } from '../../drivers/kit/discovery/fingerprint.ts';
import { loadFingerprints } from '../../drivers/kit/discovery/fingerprint-files.ts';
import { FoundLine } from '../../drivers/kit/discovery/found-line.ts';
import { type PluggedIn, pluggedIn } from '../../drivers/kit/discovery/plugged-in.ts';
import { type Match, rank } from '../../drivers/kit/discovery/score.ts';
import { serialPorts } from '../../drivers/kit/discovery/serial-ports.ts';
import { transportErrors } from '../../drivers/kit/errors.ts';
import type { HidBus, HidDeviceInfo } from '../../drivers/kit/hid/hid-bus.ts';
import { systemHid } from '../../drivers/kit/hid/system-hid.ts';
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import type { Transport } from '../../drivers/kit/transport.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import type { UsbBus, UsbDeviceInfo } from '../../drivers/kit/usb/usb-bus.ts';
import { UsbPrinterLine } from '../../drivers/printer/usb/printer-line.ts';
import type { LineConfig } from './device-config.ts';

/** What discovery looks at: the machine's own buses, or those of a test. */
export interface DeviceWorld {
  readonly usb: UsbBus;
  readonly hid: HidBus;
  readonly plugged: PluggedIn;
}

export const machine = (): DeviceWorld => {
  const usb = systemUsb();
  const hid = systemHid();
  return { usb, hid, plugged: pluggedIn({ usb, hid, serialPorts: () => serialPorts() }) };
};

type Build = (match: Match, world: DeviceWorld) => Transport | null;

/** How a device of a kind is spoken to, over each way in which it may be found. Null: not over this one. */
const ways = {
  idCard: ({ fingerprint, candidate }, { usb, hid }) => {
    const { framing, strip, reportId, lengthByte } = fingerprint.options;
    if (candidate.hid) return hidIdCardLine({ bus: hid, device: candidate.hid, strip, reportId, lengthByte });
    if (!candidate.usb || framing === 'bulkOnly') return null;
    return usbIdCardLine({ bus: usb, device: candidate.usb, framing });
  },
  printer: ({ candidate }, { usb: bus }) =>
    candidate.usb
      ? new UsbPrinterLine({ bus, name: nameOf(candidate.usb), isWanted: isAt(candidate.usb) })
      : null,
  fingerVein: ({ fingerprint, candidate }, { usb: bus }) => {
    const { framing } = fingerprint.options;
    if (!candidate.usb || (framing !== 'bulkOnly' && framing !== 'hid')) return null;
    const wanted = isAt(candidate.usb);
    return xgUsbLine({
      ...{ bus, framing, name: nameOf(candidate.usb) },
      pick: (devices) => devices.find(wanted) ?? null,
    });
  },
  /** Those on HID are no stream of bytes: `foundHid`. */
  lights: () => null,
} satisfies Partial<Record<DeviceKind, Build>>;

/** A line is made for a device that was just found, so it need not look for it elsewhere. */
const isAt =
  ({ path, vendorId, productId }: UsbDeviceInfo) =>
  (device: UsbDeviceInfo): boolean =>
    device.path === path && device.vendorId === vendorId && device.productId === productId;

const nameOf = ({ vendorId, productId }: UsbDeviceInfo): string =>
  `usb:${[vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':')}`;

interface FoundDevice {
  readonly kind: keyof typeof ways;
  readonly wish: Wish;
  /** Only fingerprints of this driver, where a kind has several. */
  readonly protocol?: string;
  /** Of a serial port, where the fingerprint does not say. */
  readonly serial?: { readonly baudRate?: number; readonly parity?: 'none' | 'odd' };
}

/** Lines to the devices of a terminal: at a named port, or to whatever is plugged in and fits. */
export class DeviceLines {
  readonly #world: () => DeviceWorld;
  readonly #ownDir: string | undefined;
  readonly #onChosen: (kind: DeviceKind, choice: Choice) => void;
  #known: { readonly world: DeviceWorld; readonly fingerprints: readonly Fingerprint[] } | null = null;

  /** `ownDir` has the terminal's own fingerprints. Nothing is looked at before a device is to be found. */
  constructor(options: {
    readonly ownDir?: string | undefined;
    readonly world?: () => DeviceWorld;
    readonly onChosen?: (kind: DeviceKind, choice: Choice) => void;
  }) {
    this.#world = options.world ?? machine;
    this.#ownDir = options.ownDir;
    this.#onChosen = options.onChosen ?? (() => undefined);
  }

  /** As configured; a simulated device is on a named port. */
  at(kind: keyof typeof ways, config: LineConfig): Transport {
    if ('port' in config) return new SerialTransport(config.port, config.baudRate);
    return this.found({ kind, wish: config.found });
  }

  found({ kind, wish, protocol, serial = {} }: FoundDevice): Transport {
    const { world, fingerprints } = this.#look(protocol);
    return new FoundLine({
      kind,
      wish,
      fingerprints,
      plugged: world.plugged,
      build: (match) => {
        const { candidate, fingerprint } = match;
        if (candidate.transport !== 'serial') return ways[kind](match, world);
        const { baudRate = serial.baudRate, parity = serial.parity } = fingerprint.options;
        return new SerialTransport(candidate.path, baudRate, parity);
      },
      onChosen: (choice) => this.#onChosen(kind, choice),
    });
  }

  /** The HID bus, and how to find a device on it that has reports only: E1012 when none fits, E1014 when several do. */
  foundHid({ kind, wish, protocol }: Omit<FoundDevice, 'serial'>): {
    readonly bus: HidBus;
    readonly find: () => Promise<Result<HidDeviceInfo>>;
  } {
    const { world, fingerprints } = this.#look(protocol);
    let last = '';
    const find = async (): Promise<Result<HidDeviceInfo>> => {
      const chosen = choose(kind, rank(fingerprints, await world.plugged.list()), wish);
      if (!chosen.ok) return chosen;
      const { hid } = chosen.value.match.candidate;
      if (!hid) return err(failure(transportErrors, 'E1012', `${kind}: not on HID`));
      if (hid.path !== last) this.#onChosen(kind, chosen.value);
      last = hid.path;
      return ok(hid);
    };
    return { bus: world.hid, find };
  }

  /** Where to look, and for what; with a protocol only for what is spoken to in it, or may be. */
  #look(protocol: string | undefined) {
    this.#known ??= { world: this.#world(), fingerprints: loadFingerprints(this.#ownDir).fingerprints };
    const { world, fingerprints } = this.#known;
    return {
      world,
      fingerprints: fingerprints.filter(
        ({ options }) => protocol === undefined || (options.protocol ?? protocol) === protocol,
      ),
    };
  }
}

export const isSimulatedLine = (config: LineConfig): boolean => 'port' in config && config.simulated;
