import type { UsbModelSetup } from '../../drivers/kit/usb/simulator/usb-model.ts';
import type { Place } from '../usbip/cable.ts';

/** Between a test and the process of the simulated devices, over Node's own channel of a forked process. */
export type DeviceRequest = { readonly call: number } & (
  | { readonly do: 'make'; readonly device: number; readonly kind: string; readonly options: unknown }
  | { readonly do: 'plug'; readonly device: number; readonly place: Place }
  | { readonly do: 'unplug' | 'state' | 'close'; readonly device: number }
  | {
      readonly do: 'act';
      readonly device: number;
      readonly action: string;
      readonly words: readonly unknown[];
    }
);

export interface DeviceReply {
  readonly call: number;
  readonly value?: unknown;
  /** Why it did not go. */
  readonly error?: string;
}

export interface DeviceState {
  readonly plugged: boolean;
  /** Where the kernel sees it ("1-2"), empty while it does not. */
  readonly path: string;
  /** 0 until the kernel has chosen one. */
  readonly configuration: number;
  readonly requests: readonly UsbModelSetup[];
  readonly unlinked: number;
}
