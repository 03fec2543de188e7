import { afterEach, beforeEach } from 'vitest';
import type { SdtLimits } from '../../driver/limits.ts';
import { SdtIdCardReader } from '../../driver/sdt-reader.ts';
import { SdtSimulator } from '../../simulator/sdt-simulator.ts';
import { UsbReader, type UsbReaderOptions } from '../../simulator/usb-reader.ts';
import { type MemoryBus, memoryBus } from '../../../../kit/usb/testing/memory-bus.ts';
import { memoryHid } from '../../../../kit/hid/testing/memory-hid.ts';
import type { Transport } from '../../../../kit/transport.ts';
import { hidIdCardLine, usbIdCardLine } from '../open-line.ts';

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
    const line = await lineTo(held.bus, options);
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

/** As discovery makes it: what is not public about a HID reader's reports, a fingerprint must say, except how far in they begin. */
async function lineTo(bus: MemoryBus, { framing, front = 0 }: UsbReaderOptions): Promise<Transport> {
  if (framing === 'hid') {
    const hid = memoryHid(bus);
    const [device] = await hid.list();
    if (!device) throw new Error('the simulated reader is no HID device');
    const reportId = front === 0 ? 0 : 1;
    return hidIdCardLine({ bus: hid, device, strip: 'find', reportId, lengthByte: front === 2 });
  }
  const [device] = await bus.list();
  const line = device && usbIdCardLine({ bus, device });
  if (!line) throw new Error('the simulated reader offers no line');
  return line;
}
