/**
 * Bulk-only transport as XG modules speak it when they look like a CD-ROM drive: a command block wrapper of 31 bytes, the
 * data, a status wrapper of 13 bytes. Pure bytes; whoever owns the endpoints moves them.
 */
const CBW_BYTES = 31;
export const CSW_BYTES = 13;
/** "USBC" and "USBS", then the maker's tag in both. */
const CBW_HEAD = [0x55, 0x53, 0x42, 0x43] as const;
const CSW_HEAD = [0x55, 0x53, 0x42, 0x53] as const;
const TAG = [0x58, 0x47, 0x5a, 0x58] as const;
const OUT = { flags: 0x00, opcode: 0x86 } as const;
const IN = { flags: 0x80, opcode: 0x85 } as const;
const COMMAND_LENGTH = 0x0a;
/** What the maker's own program asks for, whatever the real size. */
const READ_LENGTH = 64;
/** Most data in one block of READ_DATA over this framing; its sum makes it 4096. */
export const BULK_BLOCK = 4094;

/** The wrapper before `length` bytes to the module, or before reading from it. */
export function buildCbw(direction: 'out', length: number): Uint8Array;
export function buildCbw(direction: 'in'): Uint8Array;
export function buildCbw(direction: 'out' | 'in', length = READ_LENGTH): Uint8Array {
  const { flags, opcode } = direction === 'out' ? OUT : IN;
  const cbw = new Uint8Array(CBW_BYTES);
  cbw.set([...CBW_HEAD, ...TAG]);
  new DataView(cbw.buffer).setUint32(8, length, true);
  cbw.set([flags, 0, COMMAND_LENGTH, opcode], 12);
  return cbw;
}

/** What the module says about a transfer. After a `phaseError` the transport has to be reset (Bulk-Only Transport 1.0, 5.3.3). */
export interface Csw {
  readonly state: 'done' | 'failed' | 'phaseError';
  /** Bytes of the announced length that did not come or were not taken. */
  readonly residue: number;
}

/** Null when these bytes are no status wrapper of ours. */
export function readCsw(bytes: Uint8Array): Csw | null {
  if (bytes.length !== CSW_BYTES) return null;
  if (!CSW_HEAD.every((byte, at) => bytes[at] === byte)) return null;
  if (!TAG.every((byte, at) => bytes[4 + at] === byte)) return null;
  const residue = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const states = ['done', 'failed'] as const;
  return { state: states[bytes[12] as number] ?? 'phaseError', residue };
}
