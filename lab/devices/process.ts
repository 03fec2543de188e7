/**
 * The process of the simulated devices in the guest, forked by devices/client.ts. A process of its own, because drivers wait for
 * the kernel and the kernel for the device: in one process they would wait for each other.
 */
import { Cable } from '../usbip/cable.ts';
import { kinds } from './kinds.ts';
import type { LabDevice, LabFactory } from './lab-device.ts';
import type { DeviceReply, DeviceRequest, DeviceState } from './protocol.ts';

const devices = new Map<number, { readonly made: LabDevice; readonly cable: Cable }>();

function deviceOf(number: number): { readonly made: LabDevice; readonly cable: Cable } {
  const device = devices.get(number);
  if (!device) throw new Error('this device was closed');
  return device;
}

async function answer(request: DeviceRequest): Promise<unknown> {
  if (request.do === 'make') {
    const load = (kinds as Readonly<Record<string, () => Promise<LabFactory>>>)[request.kind];
    if (!load) throw new Error(`the lab has no device ${request.kind}: see lab/devices/kinds.ts`);
    const made = await (await load())(request.options);
    devices.set(request.device, { made, cable: new Cable(made.model) });
    return undefined;
  }
  const { made, cable } = deviceOf(request.device);
  switch (request.do) {
    case 'plug':
      return cable.plug(request.place);
    case 'unplug':
      return cable.unplug();
    case 'state':
      return stateOf(cable);
    case 'act': {
      const action = made.actions[request.action];
      if (!action) throw new Error(`this device has no action ${request.action}`);
      return action(...request.words);
    }
    case 'close':
      cable.unplug();
      devices.delete(request.device);
      return made.close();
  }
}

function stateOf(cable: Cable): DeviceState {
  return {
    plugged: cable.isPlugged,
    path: cable.path,
    configuration: cable.traffic?.configuration ?? 0,
    requests: cable.traffic?.requests ?? [],
    unlinked: cable.traffic?.unlinked ?? 0,
  };
}

const reply = (message: DeviceReply): void => void process.send?.(message);

process.on('message', (request: DeviceRequest) => {
  answer(request).then(
    (value) => reply({ call: request.call, value }),
    (error: Error) => reply({ call: request.call, error: error.stack ?? String(error) }),
  );
});
process.on('disconnect', () => process.exit());
