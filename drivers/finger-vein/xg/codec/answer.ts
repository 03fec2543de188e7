/** What the data of an answer frame says. All decoders take any 16 bytes. */
export type XgReply =
  | { readonly kind: 'done' }
  | { readonly kind: 'error'; readonly code: number }
  /** Lay the finger on, lift it: told while a command waits. `step` counts from 1 where the module tells it. */
  | { readonly kind: 'putFinger' | 'liftFinger'; readonly step: number };

const at = (data: Uint8Array, place: number): number => data[place] ?? 0;
const u16 = (data: Uint8Array, place: number): number => at(data, place) | (at(data, place + 1) << 8);
const u32 = (data: Uint8Array, place: number): number =>
  (u16(data, place) | (u16(data, place + 2) << 16)) >>> 0;
const text = (data: Uint8Array, from: number): string =>
  Buffer.from(data.subarray(from))
    .toString('latin1')
    .replace(/\0.*$/s, '')
    .replace(/[^\x20-\x7e]/g, '')
    .trim();

/** Byte 0 says how it went: 00 done, 01 and the error in byte 1, or (some modules) the error itself. */
export function replyOf(data: Uint8Array): XgReply {
  const [state = 0, second = 0] = data;
  if (state === 0) return { kind: 'done' };
  if (state === 0x20) return { kind: 'putFinger', step: second };
  if (state === 0x21) return { kind: 'liftFinger', step: second };
  return { kind: 'error', code: state === 1 && second !== 0 ? second : state };
}

export interface XgSystemInfo {
  readonly version: string;
  readonly deviceId: number;
  readonly security: number;
  /** How long the module itself waits for a finger. */
  readonly fingerTimeoutS: number;
}

export const xgAnswers = {
  deviceName: (data: Uint8Array): string => text(data.subarray(0, 15), 1),
  serialNumber: (data: Uint8Array): string => text(data, 1),
  systemInfo: (data: Uint8Array): XgSystemInfo => ({
    version: `${at(data, 1)}.${at(data, 2)}`,
    deviceId: at(data, 3),
    security: at(data, 5),
    fingerTimeoutS: at(data, 6),
  }),
  finger: (data: Uint8Array): boolean => at(data, 1) === 1,
  enrolInfo: (data: Uint8Array): { readonly users: number; readonly maxUsers: number } => ({
    users: u32(data, 1),
    maxUsers: u32(data, 9),
  }),
  verifiedId: (data: Uint8Array): number => u32(data, 1),
  enrolSize: (data: Uint8Array): number => u32(data, 1),
  featureSize: (data: Uint8Array): number => u16(data, 1),
  /** A size below 1024 means: not compressed, width times height bytes. */
  image: (
    data: Uint8Array,
  ): { readonly width: number; readonly height: number; readonly size: number; readonly packed: boolean } => {
    const [width, height, told] = [u16(data, 1), at(data, 3), u16(data, 8)];
    const packed = told >= 1024;
    return { width, height, size: packed ? told : width * height, packed };
  },
} as const;
