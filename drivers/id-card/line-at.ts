import { bearsName, type PluggedName, type PortName } from '../kit/discovery/port-name.ts';
import { transportErrors } from '../kit/errors.ts';
import type { HidBus } from '../kit/hid/hid-bus.ts';
import { err, failure, ok, type Result } from '../kit/result.ts';
import { SerialTransport } from '../kit/serial-transport.ts';
import type { Transport } from '../kit/transport.ts';
import type { UsbBus } from '../kit/usb/usb-bus.ts';
import { hidIdCardLine, usbIdCardLine } from './sdt/usb/open-line.ts';

/** The buses of this machine, or those of a test; asked for only when the name means them. */
interface Buses {
  readonly usb: () => UsbBus;
  readonly hid: () => HidBus;
}

/**
 * The line to a reader that a person named, not opened yet. E1012 when no reader of that name is plugged in, E1014 when
 * several are.
 */
export async function idCardLineAt(port: PortName, buses: Buses): Promise<Result<Transport>> {
  if (port.kind === 'serial') return ok(new SerialTransport(port.path));
  if (port.kind === 'hid') {
    const bus = buses.hid();
    const device = theOne(await bus.list(), port, 'hid');
    return device.ok ? ok(hidIdCardLine({ bus, device: device.value })) : device;
  }
  const bus = buses.usb();
  const device = theOne(await bus.list(), port, 'usb');
  if (!device.ok) return device;
  const line = usbIdCardLine({ bus, device: device.value });
  return line
    ? ok(line)
    : err(failure(transportErrors, 'E1012', 'it has no endpoints for us; a HID device is named hid:...'));
}

function theOne<D extends Parameters<typeof bearsName>[0] & { readonly path: string }>(
  devices: readonly D[],
  name: PluggedName,
  kind: 'usb' | 'hid',
): Result<D> {
  const [found, ...more] = devices.filter((device) => bearsName(device, name));
  if (!found) return err(failure(transportErrors, 'E1012', kind));
  if (more.length === 0) return ok(found);
  return err(failure(transportErrors, 'E1014', [found, ...more].map(({ path }) => path).join(', ')));
}
