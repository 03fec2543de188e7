import { UsbRelay, type UsbRelayTraits } from '../../drivers/auxiliaries/hid-relay/simulator/usb-relay.ts';
import { LcusSimulator } from '../../drivers/auxiliaries/lcus/simulator/lcus-simulator.ts';
import {
  type BeforeTheSensor,
  Ld2410Simulator,
} from '../../drivers/auxiliaries/ld2410/simulator/ld2410-simulator.ts';
import { UsbCh340 } from '../../drivers/auxiliaries/simulator/usb-ch340.ts';
import type { LabDevice } from './lab-device.ts';

/** A simulated relay board on HID. */
export function hidRelayDevice(traits: UsbRelayTraits = {}) {
  const model = new UsbRelay(traits);
  return { model, actions: { on: () => model.on }, close: () => undefined } satisfies LabDevice;
}

/** A simulated serial relay board with its CH340. */
export async function serialRelayDevice() {
  const simulator = new LcusSimulator({ relays: 2 });
  await simulator.start();
  const model = new UsbCh340({ path: simulator.path, baudRate: 9600 });
  return {
    model,
    actions: { on: () => simulator.on, baudRate: () => model.setBaudRate },
    close: async () => {
      await model.close();
      await simulator.stop();
    },
  } satisfies LabDevice;
}

/** A simulated radar for persons on a CH340. */
export async function radarDevice() {
  const simulator = new Ld2410Simulator();
  await simulator.start();
  const model = new UsbCh340({ path: simulator.path, baudRate: 256_000 });
  return {
    model,
    actions: {
      put: (before: Partial<BeforeTheSensor>) => simulator.put(before),
      baudRate: () => model.setBaudRate,
    },
    close: async () => {
      await model.close();
      await simulator.stop();
    },
  } satisfies LabDevice;
}
