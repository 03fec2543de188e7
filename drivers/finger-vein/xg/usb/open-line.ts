import type { BlockLine } from '../driver/block-line.ts';
import { bulkCarrier } from './bulk-carrier.ts';
import { hidCarrier } from './hid-carrier.ts';
import { PolledLine, type XgUsbOptions } from './polled-line.ts';

/** How an XG module on USB carries its bytes, as its fingerprint names it. */
const carriers = { bulkOnly: bulkCarrier, hid: hidCarrier } as const;
export type XgFraming = keyof typeof carriers;

/**
 * The line to an XG module on USB, HID variant included: that is spoken to with control requests over the USB bus, so it needs
 * no HID library, and is found even when the system's HID driver has not taken it.
 */
export const xgUsbLine = (options: XgUsbOptions & { readonly framing: XgFraming }): BlockLine =>
  new PolledLine(options, carriers[options.framing]);
