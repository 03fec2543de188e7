import {
  EscposSimulator,
  type SimulatorFault,
} from '../../drivers/printer/escpos/simulator/escpos-simulator.ts';
import { UsbPrinter, type UsbPrinterOptions } from '../../drivers/printer/escpos/simulator/usb-printer.ts';
import type { UsbPrinterFault } from '../../drivers/printer/escpos/simulator/usb-printer-faults.ts';
import type { LabDevice } from './lab-device.ts';

export interface PrinterDeviceOptions extends Omit<UsbPrinterOptions, 'onCut'> {
  /** Which simulated printer: the name of a profile. */
  readonly profile?: string;
}

/** A simulated receipt printer of the USB printer class, with a machine that is scripted as on a serial line. */
export async function printerDevice({ profile = 'generic-80mm', ...options }: PrinterDeviceOptions = {}) {
  const simulator = new EscposSimulator({ profile });
  await simulator.start();
  const model = new UsbPrinter(simulator, options);
  return {
    model,
    actions: {
      inject: (fault: SimulatorFault, when: { readonly afterRows?: number } = {}) =>
        simulator.inject(fault, when),
      injectTransfer: (fault: UsbPrinterFault, when: { readonly afterBytes?: number } = {}) =>
        model.faults.inject(fault, when),
      clearFaults: async () => {
        model.faults.clear();
        await simulator.clear();
      },
      /** How many slips were cut off; pieces of slips count. */
      slips: () => simulator.slips.length,
      takeSlip: () => simulator.takeSlip(),
      /** Resolves when so many rows of a slip stand on the paper. */
      rowsOnPaper: (rows: number) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (simulator.state.rowsOnPaper < rows) return;
            stop();
            resolve();
          };
          const stop = simulator.buffer.onChange(look);
          look();
        }),
    },
    close: async () => {
      await model.close();
      await simulator.stop();
    },
  } satisfies LabDevice;
}
