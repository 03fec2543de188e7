import type { SimulatedFault } from '../../../drivers/pin-pad/serial/simulator/faults.ts';
import { PinPadSimulator } from '../../../drivers/pin-pad/serial/simulator/pin-pad-simulator.ts';
import { simulatedPinMasterKey } from '../../../fixtures/pin-keys/simulated-master-key.ts';

/** Faults the dock offers for the PIN pad, by the name it shows. */
const faults: Readonly<Record<string, SimulatedFault>> = {
  没有回答: { fault: 'mute' },
  回答很慢: { fault: 'slow', ms: 1200 },
  校验和错: { fault: 'wrongBcc' },
  前有杂音: { fault: 'garbage' },
  密钥校验错: { fault: 'wrongKcv', on: ['loadKey', 'keyCheck'] },
  按键不提示: { fault: 'silentKeys' },
  键盘报故障: { fault: 'answer', status: 0xf0 },
};
export const pinPadFaultNames = Object.keys(faults);

/** The simulated encrypting PIN pad as the dock works it. */
export async function openPinPadDock() {
  const { algorithm, keyHex } = simulatedPinMasterKey;
  const simulator = new PinPadSimulator({ masterKey: { algorithm, keyHex } });
  await simulator.start();
  let fault: string | null = null;
  let plugged = true;
  return {
    path: simulator.path,
    state: () => ({ pinPadFault: fault, pinPadPlugged: plugged }),
    press: (keys: string): void => simulator.press(keys),
    setFault: (name: string | null): void => {
      simulator.clearFaults();
      const chosen = name === null ? undefined : faults[name];
      fault = chosen ? name : null;
      if (chosen) simulator.inject(chosen);
    },
    plug: async (wanted: boolean): Promise<void> => {
      if (wanted === plugged) return;
      plugged = wanted;
      if (wanted) await simulator.replug();
      else await simulator.unplug();
    },
    close: () => simulator.stop(),
  };
}
