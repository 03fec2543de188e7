import { standardPreamble, xorOf } from './frame.ts';

/** Commands of the SDT protocol that a terminal uses: CMD, PARA, the SW3 that means success and the data it brings. */
export const sdtCommands = {
  reset: { bytes: [0x10, 0xff], success: 0x90, dataLength: 0 },
  status: { bytes: [0x11, 0xff], success: 0x90, dataLength: 0 },
  samId: { bytes: [0x12, 0xff], success: 0x90, dataLength: 16 },
  find: { bytes: [0x20, 0x01], success: 0x9f, dataLength: 4 },
  select: { bytes: [0x20, 0x02], success: 0x90, dataLength: 8 },
  readBase: { bytes: [0x30, 0x01], success: 0x90, dataLength: 'any' },
  readNewAddress: { bytes: [0x30, 0x03], success: 0x90, dataLength: 'any' },
  /** IIN, SN and DN of the card; short, repeatable while the card is selected. */
  readCardNumbers: { bytes: [0x30, 0x05], success: 0x90, dataLength: 28 },
  readBaseAndFingerprint: { bytes: [0x30, 0x10], success: 0x90, dataLength: 'any' },
  /** Its data byte is the largest number of bytes per radio frame, 0x18 to 0xFF. */
  setRfFrame: { bytes: [0x61, 0xff], success: 0x90, dataLength: 0 },
} as const satisfies Record<string, SdtCommandRow>;

interface SdtCommandRow {
  readonly bytes: readonly [number, number];
  readonly success: number;
  readonly dataLength: number | 'any';
}

export type SdtCommandName = keyof typeof sdtCommands;

/** The whole request: preamble, length (check included), command, data, check. */
export function buildRequest(name: SdtCommandName, data: readonly number[] = []): Uint8Array {
  const body = [...sdtCommands[name].bytes, ...data];
  const length = body.length + 1;
  const checked = Uint8Array.from([length >> 8, length & 0xff, ...body]);
  return Uint8Array.from([...standardPreamble, ...checked, xorOf(checked)]);
}
