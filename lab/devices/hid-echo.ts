import { type HidEchoOptions, hidEchoModel } from '../../drivers/kit/hid/simulator/hid-echo.ts';
import type { LabDevice } from './lab-device.ts';

/** A simulated HID device of no known kind that answers each report with the same bytes. */
export function hidEchoDevice(options: HidEchoOptions = {}) {
  const model = hidEchoModel(options);
  const same = model.reply;
  return {
    model,
    actions: {
      /** From now on it answers with these reports; null: with the same bytes again. */
      answerWith: (reports: Uint8Array[] | null) => {
        model.reply = reports ? () => reports : same;
      },
      received: () => [...model.received],
      feature: () => model.feature,
    },
    close: () => undefined,
  } satisfies LabDevice;
}
