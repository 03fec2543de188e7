import type { UsbModel } from '../../drivers/kit/usb/simulator/usb-model.ts';

/** What a test may do to a simulated device beside its cable. Arguments and answers are copied between processes. */
// biome-ignore lint/suspicious/noExplicitAny: each kind has its own arguments; the client's types know them.
export type LabActions = Readonly<Record<string, (...words: any[]) => unknown>>;

/** A simulated device as the lab's device process makes it. */
export interface LabDevice<A extends LabActions = LabActions> {
  readonly model: UsbModel;
  readonly actions: A;
  /** Ends what stands behind it. */
  close(): Promise<void> | void;
}

/** Makes a device of one kind. */
// biome-ignore lint/suspicious/noExplicitAny: each kind has its own options; the client's types know them.
export type LabFactory = (options?: any) => LabDevice | Promise<LabDevice>;
