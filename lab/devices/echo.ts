import { configurationDescriptor, deviceDescriptor } from '../../drivers/kit/usb/simulator/descriptors.ts';
import type { UsbHost, UsbModel } from '../../drivers/kit/usb/simulator/usb-model.ts';
import type { LabDevice } from './lab-device.ts';

export interface EchoOptions {
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
}

/** A simulated device of no class: what goes out at 0x02 comes back at 0x81. For the lab's own tests. */
export function echoDevice(options: EchoOptions = {}) {
  const { vendorId = 0x1209, productId = 0x0001, serialNumber = 'LAB-1' } = options;
  let host: UsbHost | null = null;
  const script: ('stall' | 'never')[] = [];
  const received: number[] = [];
  const model: UsbModel = {
    device: deviceDescriptor({ vendorId, productId }),
    configuration: configurationDescriptor([
      {
        class: [0xff, 0, 0],
        endpoints: [
          { address: 0x81, type: 'bulk', maxPacketBytes: 512 },
          { address: 0x02, type: 'bulk', maxPacketBytes: 512 },
        ],
      },
    ]),
    strings: { 1: 'Simulated', 2: 'Echo', 3: serialNumber },
    speed: 'high',
    plugged: (to) => {
      host = to;
    },
    unplugged: () => {
      host = null;
    },
    control: () => 'stall',
    out: (_endpoint, bytes) => {
      received.push(bytes.length);
      const how = script.shift();
      if (how) return how;
      host?.send(0x81, bytes);
      return 'taken';
    },
  };
  return {
    model,
    actions: {
      send: (bytes: Uint8Array) => host?.send(0x81, bytes),
      stall: () => host?.stall(0x81),
      /** How the next OUT transfer is met; 'never' leaves it hanging. */
      meetNext: (how: 'stall' | 'never') => script.push(how),
      /** Lengths of the OUT transfers that came. */
      received: () => received,
    },
    close: () => undefined,
  } satisfies LabDevice;
}
