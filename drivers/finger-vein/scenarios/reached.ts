import type { DeviceState } from '../../kit/status.ts';
import type { FingerVeinScanner } from '../scanner.ts';

/** Resolves when the scanner has that state; at once when it has it now. */
export function reached(scanner: FingerVeinScanner, state: DeviceState): Promise<void> {
  if (scanner.status().state === state) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = scanner.onStatus((status) => {
      if (status.state !== state) return;
      stop();
      resolve();
    });
  });
}
