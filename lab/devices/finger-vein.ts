import { H1eSimulator } from '../../drivers/finger-vein/hitachi-h1e/simulator/h1e-simulator.ts';
import { UsbH1eUnit } from '../../drivers/finger-vein/hitachi-h1e/simulator/usb-unit.ts';
import type { SimulatedScanner } from '../../drivers/finger-vein/simulator/far-end.ts';
import type { SimulatedFault } from '../../drivers/finger-vein/simulator/faults.ts';
import type { SimulatedFinger } from '../../drivers/finger-vein/simulator/finger.ts';
import { obligingPerson } from '../../drivers/finger-vein/simulator/obliging-person.ts';
import { type BulkFault, usbBulkModule } from '../../drivers/finger-vein/xg/simulator/usb-bulk-module.ts';
import { usbHidModule } from '../../drivers/finger-vein/xg/simulator/usb-hid-module.ts';
import { XgSimulator } from '../../drivers/finger-vein/xg/simulator/xg-simulator.ts';
import type { LabDevice } from './lab-device.ts';

interface FingerVeinOptions {
  readonly framing: 'bulkOnly' | 'hid';
  readonly serialNumber?: string;
}

/** A simulated XG module on USB, scripted as on a serial line. */
export async function fingerVeinDevice({ framing, ...options }: FingerVeinOptions = { framing: 'bulkOnly' }) {
  const simulator = new XgSimulator({ blockBytes: framing === 'hid' ? 3598 : 4094 });
  await simulator.start();
  const bulk = framing === 'bulkOnly' ? usbBulkModule(simulator, options) : null;
  return {
    model: bulk ?? usbHidModule(simulator, options),
    actions: {
      ...fingerActions(simulator),
      /** Ids of the templates in the module. */
      held: () => simulator.held,
      misbehave: (fault: BulkFault, on: 'answer' | 'request', times = 1) => bulk?.misbehave(fault, on, times),
    },
    close: () => simulator.stop(),
  } satisfies LabDevice;
}

/** A simulated Hitachi H-1E: a serial port with a USB controller of its own. */
export async function fingerVeinUnit(options: { readonly serialNumber?: string } = {}) {
  const simulator = new H1eSimulator();
  await simulator.start();
  const model = new UsbH1eUnit(simulator, options);
  return {
    model,
    actions: { ...fingerActions(simulator), line: () => model.lineCoding },
    close: () => simulator.stop(),
  } satisfies LabDevice;
}

function fingerActions(simulator: SimulatedScanner) {
  let stop = (): void => undefined;
  return {
    place: (finger: SimulatedFinger) => simulator.placeFinger(finger),
    lift: () => simulator.liftFinger(),
    /** Lays this finger on, after a while, and lifts it as the scanner asks for it; null: nobody does. */
    oblige: (finger: SimulatedFinger | null, layAfterMs = 0) => {
      stop();
      stop = obligingPerson(simulator, () => finger, {
        layAfterMs,
        liftAfterMs: 0,
        boredAfterMs: 120_000,
      });
    },
    inject: (fault: SimulatedFault) => simulator.inject(fault),
    clearFaults: () => simulator.clearFaults(),
    /** Resolves when the scanner has answered such a command from now on; a step 20 or 21 of it counts as its code. */
    served: (operation: string, code?: number) =>
      new Promise<void>((resolve) => {
        const stopListening = simulator.onEvent((event) => {
          if (event.operation !== operation || (code !== undefined && event.code !== code)) return;
          stopListening();
          resolve();
        });
      }),
  };
}
