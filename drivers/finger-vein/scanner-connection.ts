import { DeviceConnection, type DeviceConnectionOptions } from '../kit/device-connection.ts';
import { failure } from '../kit/result.ts';
import { fingerVeinErrors } from './errors.ts';
import type { ScannerIdentity } from './scanner.ts';

export type ScannerConnection = DeviceConnection<ScannerIdentity>;

/** Failures after which the scanner has to be found again before anything else is asked of it. */
const needsRecovery = new Set(['E1005', 'E2601', 'E2602', 'E2603', 'E2609', 'E2614', 'E2619', 'E2620']);

/** Keeps one scanner reachable, whatever it hangs on. */
export const scannerConnection = (
  options: Omit<DeviceConnectionOptions<ScannerIdentity>, 'needsRecovery' | 'notReady' | 'details'>,
): ScannerConnection =>
  new DeviceConnection({
    ...options,
    needsRecovery,
    notReady: failure(fingerVeinErrors, 'E2604', options.line.name),
    details: ({ model, serialNumber, firmware }) => ({ model, serialNumber, firmware }),
  });
