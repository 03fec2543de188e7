import type { UsbEndpoint, UsbInterface } from '../usb-bus.ts';

const transferTypes = ['control', 'isochronous', 'bulk', 'interrupt'] as const;

/** The interfaces (first alternate settings) that a configuration descriptor tells of, as a host reads them. */
export function parseConfiguration(bytes: Uint8Array): UsbInterface[] {
  const found: (UsbInterface & { endpoints: UsbEndpoint[] })[] = [];
  let first = true;
  for (let at = 0; at + 1 < bytes.length; ) {
    const length = bytes[at] ?? 0;
    if (length < 2) throw new Error(`a descriptor of ${length} bytes at ${at}`);
    const [, kind = 0, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes.subarray(at, at + length);
    if (kind === 4) {
      first = b === 0;
      if (first) found.push({ number: a, class: d, subclass: e, protocol: f, endpoints: [] });
    } else if (kind === 5 && first) {
      const type = transferTypes[b & 3] ?? 'control';
      found.at(-1)?.endpoints.push({ address: a, type, maxPacketBytes: (c | (d << 8)) & 0x7ff });
    }
    at += length;
  }
  return found;
}
