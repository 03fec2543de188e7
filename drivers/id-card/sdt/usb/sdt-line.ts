import type { UsbEndpoint, UsbInterface } from '../../../kit/usb/usb-bus.ts';

/** How a reader on USB carries the frames; a fingerprint may name it, else it is seen from the descriptors. */
export const sdtFramings = ['split', 'pipe', 'hid'] as const;
export type SdtFraming = (typeof sdtFramings)[number];

/** An IN and an OUT endpoint. */
interface PipePair {
  readonly in: UsbEndpoint;
  readonly out: UsbEndpoint;
}

export type SdtLine =
  /** The standard module: headers on one pair of bulk pipes, bodies on the other. */
  | {
      readonly framing: 'split';
      readonly interface: number;
      readonly header: PipePair;
      readonly body: PipePair;
    }
  /** Whole frames as a byte stream over one pair of pipes, bulk or interrupt. */
  | { readonly framing: 'pipe'; readonly interface: number; readonly pair: PipePair }
  /** The byte stream cut into HID reports; the system's HID driver keeps the endpoints to itself. */
  | { readonly framing: 'hid'; readonly interface: number };

const HID_CLASS = 3;

const isCarrier = ({ type, maxPacketBytes }: UsbEndpoint): boolean =>
  (type === 'bulk' || type === 'interrupt') && maxPacketBytes > 0;

/**
 * Which way a reader has, from its descriptors. The vendor's own interface (class FF/00/00) is looked at first, then the
 * others in their order. Endpoints take their numbers from the device: the pair with the lower numbers carries the headers
 * (02/81 and 06/85 at the standard module). `wanted` leaves only that way; null when no interface offers it.
 */
export function sdtLineOf(interfaces: readonly UsbInterface[], wanted?: SdtFraming): SdtLine | null {
  const isOwn = (item: UsbInterface): boolean =>
    item.class === 0xff && item.subclass === 0 && item.protocol === 0;
  const inOrder = [...interfaces.filter(isOwn), ...interfaces.filter((item) => !isOwn(item))];
  for (const item of inOrder) {
    const line = lineOf(item, wanted);
    if (line !== null && (wanted === undefined || line.framing === wanted)) return line;
  }
  return null;
}

function lineOf(item: UsbInterface, wanted: SdtFraming | undefined): SdtLine | null {
  if (item.class === HID_CLASS) return { framing: 'hid', interface: item.number };
  const carriers = item.endpoints.filter(isCarrier);
  const sorted = carriers.toSorted((left, right) => left.address - right.address);
  const [firstIn, secondIn] = sorted.filter(({ address }) => address >= 0x80);
  const [firstOut, secondOut] = sorted.filter(({ address }) => address < 0x80);
  if (!firstIn || !firstOut) return null;
  const pair = { in: firstIn, out: firstOut };
  if (!secondIn || !secondOut || wanted === 'pipe') {
    return { framing: 'pipe', interface: item.number, pair };
  }
  return { framing: 'split', interface: item.number, header: pair, body: { in: secondIn, out: secondOut } };
}
