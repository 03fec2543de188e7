import type { Operation, SimulatedFault } from '../../drivers/id-card/sdt/simulator/faults.ts';
import { SdtSimulator } from '../../drivers/id-card/sdt/simulator/sdt-simulator.ts';
import type { SimulatedCard } from '../../drivers/id-card/sdt/simulator/simulated-card.ts';
import type { UsbFaultName } from '../../drivers/id-card/sdt/simulator/usb-faults.ts';
import { UsbReader, type UsbReaderOptions } from '../../drivers/id-card/sdt/simulator/usb-reader.ts';
import type { LabDevice } from './lab-device.ts';

/** A simulated ID-card reader, with a module that is scripted as on a serial line. */
export async function idCardDevice(options: UsbReaderOptions = { framing: 'split' }) {
  const simulator = new SdtSimulator();
  await simulator.start();
  const model = new UsbReader(simulator, options);
  return {
    model,
    actions: {
      placeCard: (card: SimulatedCard) => simulator.placeCard(card),
      removeCard: () => simulator.removeCard(),
      inject: (fault: SimulatedFault) => simulator.inject(fault),
      injectTransfer: (fault: UsbFaultName) => model.faults.inject(fault),
      clearFaults: () => {
        simulator.clearFaults();
        model.faults.clear();
      },
      /** Resolves when the module has dealt with such a command from now on. */
      served: (operation: Operation) =>
        new Promise<void>((resolve) => {
          const stop = simulator.onEvent((event) => {
            if (event.operation !== operation) return;
            stop();
            resolve();
          });
        }),
    },
    close: async () => {
      await model.close();
      await simulator.stop();
    },
  } satisfies LabDevice;
}
