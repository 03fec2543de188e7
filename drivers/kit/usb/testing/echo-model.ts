import { configurationDescriptor, deviceDescriptor } from '../simulator/descriptors.ts';
import type { UsbHost, UsbModel, UsbModelSetup } from '../simulator/usb-model.ts';

/** A simulated vendor-specific device for tests of the kit: what goes out at 0x02 comes back at 0x81, changed or not at all. */
export interface EchoModel extends UsbModel {
  host: UsbHost | null;
  /** What has come in, transfer by transfer. */
  readonly received: Uint8Array[];
  /** How the next OUT transfers are met; 'echo' when the list is empty. */
  readonly script: ('echo' | 'stall' | 'never')[];
  readonly haltsCleared: number[];
  /** Answers to control requests; by default a stall. */
  answer: (setup: UsbModelSetup, data: Uint8Array) => Uint8Array | undefined | 'stall';
}

interface EchoOptions {
  readonly packetBytes?: number;
  readonly type?: 'bulk' | 'interrupt';
  readonly serialNumber?: string;
}

export function echoModel(options: EchoOptions = {}): EchoModel {
  const { packetBytes = 64, type = 'bulk', serialNumber = 'SIM-1' } = options;
  const received: Uint8Array[] = [];
  const script: ('echo' | 'stall' | 'never')[] = [];
  const haltsCleared: number[] = [];
  const model: EchoModel = {
    device: deviceDescriptor({ vendorId: 0x1209, productId: 0x0001 }),
    configuration: configurationDescriptor([
      {
        class: [0xff, 0, 0],
        endpoints: [
          { address: 0x81, type, maxPacketBytes: packetBytes },
          { address: 0x02, type, maxPacketBytes: packetBytes },
        ],
      },
    ]),
    strings: { 1: 'Simulated', 2: 'Echo', 3: serialNumber },
    speed: packetBytes > 64 ? 'high' : 'full',
    host: null,
    received,
    script,
    haltsCleared,
    answer: () => 'stall',
    plugged: (host) => {
      model.host = host;
    },
    unplugged: () => {
      model.host = null;
    },
    control: (setup, data) => model.answer(setup, data),
    out: (_endpoint, bytes) => {
      const how = script.shift() ?? 'echo';
      if (how !== 'echo') return how;
      received.push(bytes);
      model.host?.send(0x81, bytes);
      return 'taken';
    },
    haltCleared: (endpoint) => {
      haltsCleared.push(endpoint);
    },
  };
  return model;
}
