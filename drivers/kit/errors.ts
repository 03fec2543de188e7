import type { ErrorRow } from './result.ts';

/** E1xxx: the wire between the terminal and a device, whatever the device is. */
export const transportErrors = {
  E1001: { name: 'portMissing', action: 'configuration', cause: 'the port does not exist' },
  E1002: { name: 'portBusy', action: 'configuration', cause: 'another program holds the port' },
  E1003: { name: 'portDenied', action: 'configuration', cause: 'no permission to open the port' },
  E1004: { name: 'openFailed', action: 'reset', cause: 'the port could not be opened' },
  E1005: { name: 'disconnected', action: 'reset', cause: 'the device was unplugged or its port went away' },
  E1006: { name: 'writeFailed', action: 'reset', cause: 'the bytes could not be written' },
  E1007: { name: 'timeout', action: 'reset', cause: 'the device did not answer in time' },
  E1008: { name: 'cancelled', action: 'clear', cause: 'the operation was cancelled by the terminal' },
  E1009: { name: 'closed', action: 'reset', cause: 'the transport is closed' },
  E1010: { name: 'stalled', action: 'reset', cause: 'the device refused a transfer' },
  E1011: { name: 'overflow', action: 'reset', cause: 'the device sent more than was asked for' },
  E1012: { name: 'noDevice', action: 'reset', cause: 'no device that fits is plugged in' },
  E1013: {
    name: 'framingUnknown',
    action: 'configuration',
    cause: 'the reports of this device are not understood',
  },
  E1014: {
    name: 'severalDevices',
    action: 'configuration',
    cause: 'several devices fit equally well, and the configuration does not say which is meant',
  },
} as const satisfies Record<string, ErrorRow>;
