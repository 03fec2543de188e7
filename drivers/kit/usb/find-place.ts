import type { UsbDeviceInfo, UsbEndpoint, UsbInterface } from './usb-bus.ts';

/** Where on the bus a line begins: a device, one of its interfaces, and which pair of endpoints when it has several. */
export interface UsbPlace {
  readonly device: UsbDeviceInfo;
  readonly interfaceNumber: number;
  /** Endpoint addresses; by default the interface's first bulk pair, else its first interrupt one. */
  readonly endpoints?: { readonly in: number; readonly out: number } | undefined;
}

/** The pair of endpoints that carries a byte stream; null when this interface has none. */
export function pairOf(own: UsbInterface, wished: UsbPlace['endpoints']): UsbPair | null {
  const find = (wanted: number | undefined, toHost: boolean): UsbEndpoint | undefined => {
    const fitting = own.endpoints.filter(
      ({ address, type }) => ((address & 0x80) !== 0) === toHost && (type === 'bulk' || type === 'interrupt'),
    );
    if (wanted !== undefined) return fitting.find(({ address }) => address === wanted);
    return fitting.find(({ type }) => type === 'bulk') ?? fitting[0];
  };
  const input = find(wished?.in, true);
  const output = find(wished?.out, false);
  return input && output ? { in: input, out: output } : null;
}

export interface UsbPair {
  readonly in: UsbEndpoint;
  readonly out: UsbEndpoint;
}
