import { afterEach, beforeEach } from 'vitest';
import type { SdtLimits } from '../../driver/limits.ts';
import { SdtIdCardReader } from '../../driver/sdt-reader.ts';
import { SdtSimulator } from '../../simulator/sdt-simulator.ts';
import { UsbReader, type UsbReaderOptions } from '../../simulator/usb-reader.ts';
import { type MemoryBus, memoryBus } from '../../../../kit/usb/testing/memory-bus.ts';
import { usbIdCardLine } from '../open-line.ts';

interface UsbScenario {
  readonly bus: MemoryBus;
  readonly simulator: SdtSimulator;
  readonly device: UsbReader;
  readonly reader: SdtIdCardReader;
}

/** A simulated reader on a bus in memory, plugged in, and our driver; new for each test, not opened yet. */
export function usbScenario(options: UsbReaderOptions, limits: Partial<SdtLimits> = {}): UsbScenario {
  const held = {} as { -readonly [K in keyof UsbScenario]: UsbScenario[K] };
  beforeEach(async () => {
    held.bus = memoryBus();
    held.simulator = new SdtSimulator();
    await held.simulator.start();
    held.device = new UsbReader(held.simulator, {
      ...options,
      onCut: () => held.bus.unplug(held.device),
    });
    held.bus.plug(held.device);
    const [info] = await held.bus.list();
    const line = info && usbIdCardLine({ bus: held.bus, device: info });
    if (!line) throw new Error('the simulated reader offers no line');
    held.reader = new SdtIdCardReader({ line, simulated: true, limits: { poll: 20, ...limits } });
  });
  afterEach(async () => {
    await held.reader.close();
    held.bus.unplug(held.device);
    await held.device.close();
    await held.simulator.stop();
  });
  return held;
}
