/** Device states and their names follow XFS4IoT (CWA 17852) `Common.Status`. */
export const deviceStates = [
  'online',
  'offline',
  'powerOff',
  'noDevice',
  'hardwareError',
  'userError',
  'deviceBusy',
  'fraudAttempt',
  'potentialFraud',
  'starting',
] as const;
export type DeviceState = (typeof deviceStates)[number];

/** What every device tells about itself; plain data that crosses processes. */
export interface DeviceStatus {
  readonly state: DeviceState;
  /** Code of the last error while the state is not `online`. */
  readonly errorCode?: string;
  /** Named facts for the technician (SAM id, firmware, paper level ...). No personal data. */
  readonly details: Readonly<Record<string, string | number | boolean>>;
  /** True when a simulator stands at the other end of the wire. Shown wherever the device shows. */
  readonly simulated: boolean;
}
