import type { FrameSize } from './frame-effects.ts';
import { DEFAULT_INTERVAL, FRAME_INTERVALS, MAX_PAYLOAD_BYTES, maxPictureBytes } from './uvc-descriptors.ts';

/** What host and camera agree on before pictures flow (UVC 1.1, 4.3.1.1). */
export interface UvcAgreement {
  /** From 1, in the order of the descriptors. */
  readonly frameIndex: number;
  /** Units of 100 ns. */
  readonly interval: number;
}

/** Bytes of the probe and the commit control in UVC 1.1. */
export const PROBE_BYTES = 34;

export const firstAgreement: UvcAgreement = { frameIndex: 1, interval: DEFAULT_INTERVAL };

/** What the camera makes of a host's wish: the same, or the nearest that it has. Null: too short to be a wish. */
export function agreeOn(wish: Uint8Array, sizes: readonly FrameSize[]): UvcAgreement | null {
  // UVC 1.0 knows the first 26 bytes only.
  if (wish.length < 26) return null;
  const view = new DataView(wish.buffer, wish.byteOffset, wish.byteLength);
  const asked = view.getUint8(3);
  const interval = view.getUint32(4, true);
  return {
    frameIndex: asked >= 1 && asked <= sizes.length ? asked : 1,
    interval: interval === 0 ? DEFAULT_INTERVAL : nearest(FRAME_INTERVALS, interval),
  };
}

/** The agreement as the host reads it back. */
export function probeBytes({ frameIndex, interval }: UvcAgreement, sizes: readonly FrameSize[]): Uint8Array {
  const size = sizes[frameIndex - 1];
  if (!size) throw new RangeError(`there is no frame ${frameIndex}`);
  const bytes = new Uint8Array(PROBE_BYTES);
  const view = new DataView(bytes.buffer);
  // bmHint: the interval is to be kept. bFormatIndex: there is one.
  bytes.set([1, 0, 1, frameIndex]);
  view.setUint32(4, interval, true);
  view.setUint32(18, maxPictureBytes(size), true);
  view.setUint32(22, MAX_PAYLOAD_BYTES, true);
  view.setUint32(26, 6_000_000, true);
  // bmFramingInfo: frame identifier and end of frame are told in the payload headers.
  bytes.set([3, 1, 1, 1], 30);
  return bytes;
}

const nearest = (values: readonly number[], wanted: number): number =>
  values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best));
