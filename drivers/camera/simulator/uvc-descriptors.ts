import { configurationDescriptor } from '../../kit/usb/simulator/descriptors.ts';
import type { FrameSize } from './frame-effects.ts';

/** The descriptors of a UVC 1.1 camera (USB Device Class Definition for Video Devices, revision 1.1, chapter 3). */

/** Bulk endpoint that the pictures come from. */
export const STREAM_ENDPOINT = 0x81;
export const CONTROL_INTERFACE = 0;
export const STREAMING_INTERFACE = 1;
/** No payload, with its header, is larger; the kernel fetches as much at a time. */
export const MAX_PAYLOAD_BYTES = 16_384;

const UVC_1_1 = 0x0110;
const CLOCK_HZ = 6_000_000;
const CS_INTERFACE = 0x24;
const VIDEO = 0x0e;
const PACKET_BYTES = 512;
/** Pictures a second that a host may choose from. */
const RATES = [30, 15, 10, 6, 5] as const;
/** The unit of every time in this class. */
const UNITS_PER_SECOND = 10_000_000;
/** dwFrameInterval of each rate, in units of 100 ns, ascending as the standard wants it. */
export const FRAME_INTERVALS: readonly number[] = RATES.map((rate) => Math.round(UNITS_PER_SECOND / rate));
export const DEFAULT_INTERVAL = UNITS_PER_SECOND / 10;

const le16 = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
const le32 = (value: number): number[] => [...le16(value & 0xffff), ...le16(Math.floor(value / 65_536))];

/** A JPEG is never believed to be larger than the raw picture. */
export const maxPictureBytes = ({ width, height }: FrameSize): number => width * height * 2;

/** Configuration descriptor: one camera with one Motion-JPEG format of these sizes, the first of them the default. */
export function uvcConfiguration(sizes: readonly FrameSize[]): Uint8Array {
  // Interface association (USB ECN): both interfaces are one function.
  const association = Uint8Array.from([8, 0x0b, CONTROL_INTERFACE, 2, VIDEO, 3, 0, 0]);
  return configurationDescriptor([
    {
      class: [VIDEO, 1, 0],
      before: association,
      extra: Uint8Array.from(controlDescriptors()),
      endpoints: [],
    },
    {
      class: [VIDEO, 2, 0],
      extra: Uint8Array.from(streamingDescriptors(sizes)),
      endpoints: [{ address: STREAM_ENDPOINT, type: 'bulk', maxPacketBytes: PACKET_BYTES }],
    },
  ]);
}

/** Camera (1) -> processing unit (2) -> to the host (3); no control can be set. */
function controlDescriptors(): number[] {
  const camera = descriptor(2, [1, ...le16(0x0201), 0, 0, ...le16(0), ...le16(0), ...le16(0), 3, 0, 0, 0]);
  const processing = descriptor(5, [2, 1, ...le16(0), 2, 0, 0, 0, 0]);
  const toHost = descriptor(3, [3, ...le16(0x0101), 0, 2, 0]);
  const units = [...camera, ...processing, ...toHost];
  const headBytes = 13;
  const total = le16(headBytes + units.length);
  return [
    ...descriptor(1, [...le16(UVC_1_1), ...total, ...le32(CLOCK_HZ), 1, STREAMING_INTERFACE]),
    ...units,
  ];
}

function streamingDescriptors(sizes: readonly FrameSize[]): number[] {
  const format = descriptor(6, [1, sizes.length, 0, 1, 0, 0, 0, 0]);
  const frames = sizes.flatMap((size, index) => frameDescriptor(index + 1, size));
  // BT.709 primaries and transfer, BT.601 matrix: what JPEG means.
  const colours = descriptor(13, [1, 1, 4]);
  const body = [...format, ...frames, ...colours];
  const headBytes = 14;
  const total = le16(headBytes + body.length);
  return [...descriptor(1, [1, ...total, STREAM_ENDPOINT, 0, 3, 0, 0, 0, 1, 0]), ...body];
}

function frameDescriptor(index: number, size: FrameSize): number[] {
  const largest = maxPictureBytes(size);
  const bitRates = [...le32(largest * 8 * Math.min(...RATES)), ...le32(largest * 8 * Math.max(...RATES))];
  const intervals = [FRAME_INTERVALS.length, ...FRAME_INTERVALS.flatMap(le32)];
  const dimensions = [...le16(size.width), ...le16(size.height)];
  return descriptor(7, [
    index,
    0,
    ...dimensions,
    ...bitRates,
    ...le32(largest),
    ...le32(DEFAULT_INTERVAL),
    ...intervals,
  ]);
}

const descriptor = (subtype: number, rest: readonly number[]): number[] => [
  rest.length + 3,
  CS_INTERFACE,
  subtype,
  ...rest,
];
