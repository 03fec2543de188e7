import {
  UsbScanner,
  type UsbScannerFault,
  type UsbScannerTraits,
} from '../../drivers/code-scanner/simulator/usb-scanner.ts';
import type { LabDevice } from './lab-device.ts';

/** A simulated code scanner, as a keyboard or of usage page 8C. */
export function codeScannerDevice(traits: UsbScannerTraits = {}) {
  const model = new UsbScanner(traits);
  return {
    model,
    actions: {
      show: (text: string) => model.show(text),
      inject: (fault: UsbScannerFault) => model.inject(fault),
    },
    close: () => undefined,
  } satisfies LabDevice;
}
