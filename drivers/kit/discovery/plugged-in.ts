import type { HidBus } from '../hid/hid-bus.ts';
import type { UsbBus } from '../usb/usb-bus.ts';
import type { Candidate } from './candidate.ts';
import { usbAttributes } from './usb-place.ts';

/** Everything that is plugged in, over all ways in which the system lists it. */
export interface PluggedIn {
  list(): Promise<readonly Candidate[]>;
  /** Something was plugged in or pulled out; ask `list`. Returns the function that stops listening. */
  onChange(listener: () => void): () => void;
}

interface Buses {
  readonly usb: Pick<UsbBus, 'list' | 'onChange'>;
  readonly hid: Pick<HidBus, 'list' | 'onChange'>;
  readonly serialPorts: () => Promise<readonly Candidate[]>;
  /** For tests. */
  readonly sysfs?: string;
}

export function pluggedIn({ usb, hid, serialPorts, sysfs = '/sys' }: Buses): PluggedIn {
  const usbCandidates = async (): Promise<readonly Candidate[]> =>
    (await usb.list()).map((device) => ({ transport: 'usb', ...device, place: device.path, usb: device }));
  const hidCandidates = async (): Promise<readonly Candidate[]> =>
    (await hid.list()).map((device) => ({
      transport: 'hid',
      ...device,
      place: hidPlace(device.path, sysfs),
      interfaces: [],
      hid: device,
    }));
  return {
    list: async () => (await Promise.all([usbCandidates(), hidCandidates(), serialPorts()])).flat(),
    onChange: (listener) => {
      const stops = [usb.onChange(listener), hid.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** A HID device bears the name of its node; where it is plugged in only the system knows. */
function hidPlace(node: string, sysfs: string): string {
  const name = /^\/dev\/(hidraw\d+)$/.exec(node)?.[1];
  return (name && usbAttributes(`${sysfs}/class/hidraw/${name}`)?.place) ?? '';
}
