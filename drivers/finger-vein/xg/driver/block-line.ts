import type { Transport } from '../../../kit/transport.ts';

/** A line that knows how much data fits into one block. */
export interface BlockLine extends Transport {
  readonly blockBytes: number;
}

/** Most data in one block over a serial line; its sum makes it 512. */
const SERIAL_BLOCK = 510;

/** Most data in one block over this line. To be asked of an open one: a line may find its device only then. */
export const blockBytesOf = (line: Transport & Partial<BlockLine>): number =>
  line.blockBytes ?? (line.within ? blockBytesOf(line.within) : SERIAL_BLOCK);
