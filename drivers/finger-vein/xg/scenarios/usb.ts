import { afterEach, beforeEach } from 'vitest';
import type { TraceEntry } from '../../../kit/trace.ts';
import type { UsbModel } from '../../../kit/usb/simulator/usb-model.ts';
import { type MemoryBus, memoryBus } from '../../../kit/usb/testing/memory-bus.ts';
import { XgScanner, type XgScannerOptions } from '../driver/xg-scanner.ts';
import { usbBulkModule } from '../simulator/usb-bulk-module.ts';
import { usbHidModule } from '../simulator/usb-hid-module.ts';
import type { XgModuleTraits } from '../simulator/xg-module.ts';
import { XgSimulator } from '../simulator/xg-simulator.ts';
import { type XgFraming, xgUsbLine } from '../usb/open-line.ts';

interface UsbScenario<Model extends UsbModel> {
  readonly simulator: XgSimulator;
  readonly model: Model;
  readonly bus: MemoryBus;
  readonly scanner: XgScanner;
  readonly trace: TraceEntry[];
}

/** The simulated module in its two USB shells. */
export const shells = {
  bulkOnly: {
    traits: { blockBytes: 4094 },
    make: (simulator: XgSimulator) => usbBulkModule(simulator),
  },
  hid: { traits: { blockBytes: 3598 }, make: (simulator: XgSimulator) => usbHidModule(simulator) },
} as const satisfies Record<XgFraming, unknown>;

/** A simulated module on a bus in memory, and our driver over it; new for each test, plugged in, not opened yet. */
export function usbScenario<Model extends UsbModel>(
  framing: XgFraming,
  make: (simulator: XgSimulator) => Model,
  traits: XgModuleTraits = {},
  limits: XgScannerOptions['limits'] = {},
): UsbScenario<Model> {
  const held = {} as { -readonly [K in keyof UsbScenario<Model>]: UsbScenario<Model>[K] };
  beforeEach(async () => {
    held.simulator = new XgSimulator({ captureMs: 10, ...shells[framing].traits, ...traits });
    await held.simulator.start();
    held.bus = memoryBus();
    held.model = make(held.simulator);
    held.bus.plug(held.model);
    held.trace = [];
    held.scanner = new XgScanner({
      line: xgUsbLine({
        name: 'usb:2109:7638',
        bus: held.bus,
        framing,
        pick: (devices) => devices.find(({ vendorId }) => vendorId === 0x2109) ?? null,
      }),
      simulated: true,
      trace: (entry) => held.trace.push(entry),
      limits: { pause: 0, poll: 20, recover: 50, reopen: 5000, ...limits },
    });
  });
  afterEach(async () => {
    await held.scanner.close();
    held.bus.unplug(held.model);
    await held.simulator.stop();
  });
  return held;
}
