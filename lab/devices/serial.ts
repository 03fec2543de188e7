import { type AcmOptions, AcmModel } from '../../drivers/kit/usb/simulator/acm.ts';
import type { LabDevice } from './lab-device.ts';

/** A simulated serial device with a USB controller of its own that says back what it hears. */
export function serialDevice(options: AcmOptions = {}) {
  const model = new AcmModel(options, (bytes) => model.send(bytes));
  return {
    model,
    actions: {
      send: (bytes: Uint8Array) => model.send(bytes),
      line: () => ({ ...model.lineCoding, ...model.lines }),
    },
    close: () => undefined,
  } satisfies LabDevice;
}
