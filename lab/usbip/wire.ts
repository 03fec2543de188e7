/**
 * The words of USB/IP after a device is attached (Linux, Documentation/usb/usbip_protocol.rst): the kernel's host controller
 * submits and takes back transfers, the device's side answers each one. All numbers are big-endian; a header has 48 bytes.
 */

/** A transfer that the kernel wants done. */
export interface Submit {
  readonly kind: 'submit';
  readonly sequence: number;
  /** With bit 7 when the device is to send; 0x00 and 0x80 are the control pipe. */
  readonly endpoint: number;
  /** Bytes that the kernel has room for, or sends. */
  readonly length: number;
  /** Packets of an isochronous transfer; 0 for every other kind. */
  readonly packets: number;
  /** The 8 bytes of a control request. */
  readonly setup: Buffer;
  /** What the kernel sends; empty for a transfer to the host. */
  readonly data: Buffer;
}

/** The kernel no longer wants the transfer `target`. */
export interface Unlink {
  readonly kind: 'unlink';
  readonly sequence: number;
  readonly target: number;
}

export type UsbIpCommand = Submit | Unlink;

/** How a transfer ends: 0, or one of Linux's error numbers, negative. */
export const transferStatus = {
  ok: 0,
  /** EPIPE: the endpoint is halted. */
  stall: -32,
  /** EOVERFLOW: more bytes came than the host asked for. */
  overflow: -75,
  /** ECONNRESET: taken back before it was done. */
  unlinked: -104,
} as const;

const HEADER_BYTES = 48;
const PACKET_BYTES = 16;
const SUBMIT = 1;
const UNLINK = 2;
const RETURN_SUBMIT = 3;
const RETURN_UNLINK = 4;

/** Takes the stream in pieces of any size, gives the commands in it. Throws on bytes that no kernel sends. */
export function commandReader(onCommand: (command: UsbIpCommand) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    for (;;) {
      const next = readCommand(rest);
      if (!next) return;
      rest = rest.subarray(next.bytes);
      onCommand(next.command);
    }
  };
}

function readCommand(from: Buffer): { command: UsbIpCommand; bytes: number } | null {
  if (from.length < HEADER_BYTES) return null;
  const code = from.readUInt32BE(0);
  const sequence = from.readUInt32BE(4);
  if (code === UNLINK)
    return { command: { kind: 'unlink', sequence, target: from.readUInt32BE(20) }, bytes: HEADER_BYTES };
  if (code !== SUBMIT) throw new Error(`USB/IP has no command ${code}`);
  const toHost = from.readUInt32BE(12) === 1;
  const length = from.readInt32BE(24);
  // Not isochronous: 0, or -1 in later kernels.
  const packets = Math.max(0, from.readInt32BE(32));
  const dataBytes = toHost ? 0 : length;
  const bytes = HEADER_BYTES + dataBytes + packets * PACKET_BYTES;
  if (from.length < bytes) return null;
  return {
    command: {
      kind: 'submit',
      sequence,
      endpoint: from.readUInt32BE(16) | (toHost ? 0x80 : 0),
      length,
      packets,
      setup: Buffer.from(from.subarray(40, 48)),
      data: Buffer.from(from.subarray(HEADER_BYTES, HEADER_BYTES + dataBytes)),
    },
    bytes,
  };
}

/**
 * The answer to a submit.
 * @param done bytes that went through; those that go to the host themselves
 */
export function submitAnswer(command: Submit, status: number, done: Uint8Array | number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt32BE(RETURN_SUBMIT, 0);
  head.writeUInt32BE(command.sequence, 4);
  head.writeInt32BE(status, 20);
  head.writeInt32BE(typeof done === 'number' ? done : done.length, 24);
  return typeof done === 'number' ? head : Buffer.concat([head, done]);
}

/** The answer to an unlink: whether the transfer was still open and is gone now; else its own answer is on the way already. */
export function unlinkAnswer(command: Unlink, wasOpen: boolean): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt32BE(RETURN_UNLINK, 0);
  head.writeUInt32BE(command.sequence, 4);
  head.writeInt32BE(wasOpen ? transferStatus.unlinked : 0, 20);
  return head;
}
