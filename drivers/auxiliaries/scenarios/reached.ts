import type { DeviceState, DeviceStatus } from '../../kit/status.ts';

interface Watched {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): () => void;
}

/** Resolves when the device has that state; at once when it has it now. */
export function reached(device: Watched, state: DeviceState): Promise<void> {
  if (device.status().state === state) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = device.onStatus((status) => {
      if (status.state !== state) return;
      stop();
      resolve();
    });
  });
}

/** Resolves when it is so: now, or after one of the events. */
export function until(isSo: () => boolean, onEvent: (listener: () => void) => () => void): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = onEvent(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}
