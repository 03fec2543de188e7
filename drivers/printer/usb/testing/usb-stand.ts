import { onTestFinished } from 'vitest';
import type { DeviceStatus } from '../../../kit/status.ts';
import { type MemoryBus, memoryBus } from '../../../kit/usb/testing/memory-bus.ts';
import { EscposPrinter } from '../../escpos/driver/escpos-printer.ts';
import { EscposSimulator, type EscposSimulatorOptions } from '../../escpos/simulator/escpos-simulator.ts';
import { UsbPrinter, type UsbPrinterOptions } from '../../escpos/simulator/usb-printer.ts';
import { loadProfile } from '../../profiles/profile.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import { UsbPrinterLine } from '../printer-line.ts';

/** Short limits, so that a scenario waits for what happens and not for the clock. */
const quick: Partial<PrinterTimeouts> = {
  reply: 300,
  proof: 4000,
  proofPoll: 100,
  processIdGrace: 300,
  takenPoll: 100,
  appear: 500,
  retract: 2000,
  idlePoll: 500,
};

interface UsbStand {
  readonly bus: MemoryBus;
  readonly simulator: EscposSimulator;
  readonly device: UsbPrinter;
  readonly line: UsbPrinterLine;
  readonly printer: EscposPrinter;
}

export interface UsbStandOptions {
  readonly simulator?: EscposSimulatorOptions;
  readonly device?: UsbPrinterOptions;
  readonly timeouts?: Partial<PrinterTimeouts>;
  readonly patienceMs?: number;
}

/** A simulated printer on a bus in memory and the driver at the other end; plugged in, not opened. All ends with the test. */
export async function usbStand(
  profileName = 'generic-80mm',
  options: UsbStandOptions = {},
): Promise<UsbStand> {
  const profile = loadProfile(profileName);
  if (!profile.ok) throw new Error(profile.error.message);
  const bus = memoryBus();
  const simulator = new EscposSimulator({ profile: profileName, ...options.simulator });
  await simulator.start();
  const device = new UsbPrinter(simulator, { onCut: () => bus.unplug(device), ...options.device });
  bus.plug(device);
  const line = new UsbPrinterLine({
    bus,
    name: 'usb:printer',
    isWanted: () => true,
    patienceMs: options.patienceMs ?? 600,
  });
  const printer = new EscposPrinter({
    transport: line,
    profile: profile.value,
    simulated: true,
    timeouts: { ...quick, ...options.timeouts },
  });
  onTestFinished(async () => {
    await printer.close();
    bus.unplug(device);
    await device.close();
    await simulator.stop();
  });
  return { bus, simulator, device, line, printer };
}

/** As `usbStand`, with the printer open and ready. */
export async function openUsbStand(...args: Parameters<typeof usbStand>): Promise<UsbStand> {
  const made = await usbStand(...args);
  const opened = await made.printer.open();
  if (!opened.ok) throw new Error(opened.error.message);
  return made;
}

/** Resolves with the milliseconds until the status is so. */
export function statusComes(
  printer: EscposPrinter,
  isSo: (status: DeviceStatus) => boolean,
): Promise<number> {
  const start = performance.now();
  return new Promise((resolve) => {
    const stop = printer.onStatus(look);
    look(printer.deviceStatus());

    function look(status: DeviceStatus): void {
      if (!isSo(status)) return;
      stop();
      resolve(performance.now() - start);
    }
  });
}
