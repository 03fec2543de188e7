import { deviceDescriptor } from '../../../kit/usb/simulator/descriptors.ts';
import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../../../kit/usb/simulator/usb-model.ts';
import { InnerWire } from '../../simulator/inner-wire.ts';
import type { XgSimulator } from './xg-simulator.ts';

export interface UsbModuleOptions {
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
  /** The module's script has cut the cable (`unplug`): whoever carries the device pulls it out. */
  readonly onCut?: () => void;
}

/** The module behind its USB controller: what is said to it, and what it says. */
export interface ModuleEnd {
  say(bytes: Uint8Array): void;
  /** What it has said and nobody has fetched, at most so many bytes. */
  take(most: number): Buffer;
  /** Calls back once, as soon as there is something to take. */
  whenSaid(listener: () => void): void;
}

/** One way of carrying the bytes, as an interface of the device. */
export interface ModuleFraming {
  readonly configuration: Uint8Array;
  plugged(host: UsbHost, module: ModuleEnd): void;
  unplugged(): void;
  control(setup: UsbModelSetup, data: Uint8Array): UsbAnswer;
  out(endpoint: number, bytes: Uint8Array): 'taken' | 'stall' | 'never';
}

/** A simulated XG module on USB: the simulator of the serial line, which must have started, in a USB shell. */
export function usbShell(
  simulator: XgSimulator,
  { vendorId = 0x2109, productId = 0x7638, serialNumber = 'SIM0000001', onCut }: UsbModuleOptions,
  framing: ModuleFraming,
): UsbModel {
  let said: Buffer = Buffer.alloc(0);
  let waiting: (() => void) | null = null;
  const tell = (): void => {
    if (said.length === 0) return;
    const told = waiting;
    waiting = null;
    told?.();
  };
  const wire = new InnerWire(simulator, {
    onSaid: (bytes) => {
      said = Buffer.concat([said, bytes]);
      tell();
    },
    onCut,
  });
  const end: ModuleEnd = {
    say: (bytes) => wire.say(bytes),
    take: (most) => {
      const taken = said.subarray(0, most);
      said = said.subarray(taken.length);
      return taken;
    },
    whenSaid: (listener) => {
      waiting = listener;
      tell();
    },
  };
  return {
    device: deviceDescriptor({ vendorId, productId }),
    configuration: framing.configuration,
    strings: { 1: 'Simulated', 2: 'Finger vein module (simulated)', 3: serialNumber },
    speed: 'high',
    plugged: (host) => {
      [said, waiting] = [Buffer.alloc(0), null];
      wire.lay();
      framing.plugged(host, end);
    },
    unplugged: () => {
      void wire.cut();
      framing.unplugged();
    },
    control: (setup, data) => framing.control(setup, data),
    out: (endpoint, bytes) => framing.out(endpoint, bytes),
  };
}
