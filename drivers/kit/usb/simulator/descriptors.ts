import type { UsbEndpoint } from '../usb-bus.ts';

/** The descriptors of USB 2.0, chapter 9.6, as bytes, for simulated devices. */

const transferTypes = ['control', 'isochronous', 'bulk', 'interrupt'] as const;

const le16 = (value: number): number[] => [value & 0xff, value >> 8];

interface DeviceOptions {
  readonly vendorId: number;
  readonly productId: number;
  /** Class, subclass, protocol of the whole device; by default each interface tells its own. */
  readonly class?: readonly [number, number, number];
  /** Device release, binary-coded decimal; 0x0100 by default. */
  readonly release?: number;
}

/** Device descriptor, 18 bytes, one configuration; strings 1 (manufacturer), 2 (product), 3 (serial number). */
export function deviceDescriptor(options: DeviceOptions): Uint8Array {
  const { vendorId, productId, class: codes = [0, 0, 0], release = 0x0100 } = options;
  const ids = [...le16(vendorId), ...le16(productId), ...le16(release)];
  return Uint8Array.from([18, 1, ...le16(0x0200), ...codes, 64, ...ids, 1, 2, 3, 1]);
}

interface EndpointOptions extends UsbEndpoint {
  /** Polling interval, as the standard counts it for the speed; 1 by default for interrupt, else 0. */
  readonly interval?: number;
  /** Class-specific descriptors that follow the endpoint's. */
  readonly extra?: Uint8Array;
}

interface InterfaceOptions {
  /** By default the place in the list. */
  readonly number?: number;
  readonly alternate?: number;
  /** Class, subclass, protocol. */
  readonly class: readonly [number, number, number];
  readonly endpoints: readonly EndpointOptions[];
  /** Descriptors that stand before the interface's, such as an interface association. */
  readonly before?: Uint8Array;
  /** Class-specific descriptors between the interface's and its endpoints' (HID, CDC, UVC). */
  readonly extra?: Uint8Array;
}

/** Configuration descriptor with everything in it; bus-powered, 100 mA. */
export function configurationDescriptor(interfaces: readonly InterfaceOptions[]): Uint8Array {
  const body = interfaces.flatMap((item, index) => interfaceBytes(item, item.number ?? index));
  const count = new Set(interfaces.map((item, index) => item.number ?? index)).size;
  return Uint8Array.from([9, 2, ...le16(9 + body.length), count, 1, 0, 0x80, 50, ...body]);
}

function interfaceBytes(item: InterfaceOptions, number: number): number[] {
  const { alternate = 0, endpoints, class: codes } = item;
  const head = [9, 4, number, alternate, endpoints.length, ...codes, 0];
  return [...(item.before ?? []), ...head, ...(item.extra ?? []), ...endpoints.flatMap(endpointBytes)];
}

function endpointBytes(item: EndpointOptions): number[] {
  const { address, type, maxPacketBytes, interval = type === 'interrupt' ? 1 : 0 } = item;
  const own = [7, 5, address, transferTypes.indexOf(type), ...le16(maxPacketBytes), interval];
  return [...own, ...(item.extra ?? [])];
}

/** HID descriptor (HID 1.11, 6.2.1), the `extra` of a HID interface; the report descriptor itself is asked for separately. */
export function hidDescriptor(reportDescriptorBytes: number): Uint8Array {
  return Uint8Array.from([9, 0x21, ...le16(0x0111), 0, 1, 0x22, ...le16(reportDescriptorBytes)]);
}

interface ReportOptions {
  /** 0xFF00 by default: the vendor's own. */
  readonly usagePage?: number;
  readonly usage?: number;
  /** Absent or 0: reports have no number in front. */
  readonly reportId?: number;
  /** Bytes per report without its number; 0 leaves that kind out. */
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly featureBytes?: number;
}

/** Report descriptor of a device whose reports are plain bytes, as vendors make them. */
export function reportDescriptor(options: ReportOptions): Uint8Array {
  const { usagePage = 0xff00, usage = 1, reportId = 0, inputBytes, outputBytes, featureBytes = 0 } = options;
  const reports = [
    [inputBytes, 2, 0x81],
    [outputBytes, 3, 0x91],
    [featureBytes, 4, 0xb1],
  ] as const;
  const fields = reports.flatMap(([bytes, ownUsage, tag]) =>
    bytes === 0 ? [] : [0x96, ...le16(bytes), 0x09, ownUsage, tag, 0x02],
  );
  const head = [0x06, ...le16(usagePage), 0x09, usage, 0xa1, 0x01, ...(reportId ? [0x85, reportId] : [])];
  return Uint8Array.from([...head, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, ...fields, 0xc0]);
}
