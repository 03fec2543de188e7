import { transportErrors } from '../../../kit/errors.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { pairOf } from '../../../kit/usb/find-place.ts';
import type { UsbInterface, UsbPort } from '../../../kit/usb/usb-bus.ts';
import { BULK_BLOCK, buildCbw, type Csw, readCsw, CSW_BYTES } from '../codec/usb-bulk.ts';
import type { XgCarrier } from './carrier.ts';

const MASS_STORAGE = 0x08;
const VENDOR_CLASS = 0xff;
/** Bulk-Only Mass Storage Reset (Bulk-Only Transport 1.0, 3.1). */
const RESET = { bmRequestType: 0x21, bRequest: 0xff, wValue: 0 } as const;
/** A block, its sum, and the status behind it. */
const MOST_BYTES = BULK_BLOCK + 2 + CSW_BYTES;
/** A wrapper or data that the module does not take for so long, ms. */
const WRITE_LIMIT = 1000;
/** From one piece of an answer to the next, and to its status; nothing is lost when it passes, ms. */
const PIECE_LIMIT = 300;
/** A module may hold its answer back until it has one: so long nothing is begun anew, ms. */
const HELD_LIMIT = 1000;

/** Bulk-only transport: wrapper, data, status. The module looks like a CD-ROM drive. */
export const bulkCarrier: XgCarrier = {
  blockBytes: BULK_BLOCK,
  interfaceOf: (interfaces) =>
    [MASS_STORAGE, VENDOR_CLASS]
      .flatMap((wanted) => interfaces.filter((item) => item.class === wanted))
      .find((item) => pairOf(item, undefined) !== null) ?? null,
  send: (port, message) => inStep(port, () => send(port, message)),
  fetch: (port, hurry) => inStep(port, () => fetch(port, hurry)),
};

/** What was read, and whether module and terminal still agree on where they are. */
interface Turn {
  readonly got: Result<Uint8Array>;
  readonly inStep: boolean;
}

/** Whatever brought the two out of step ends with a reset of the transport; the module's own state stays as it is. */
async function inStep(port: UsbPort, work: () => Promise<Turn>): Promise<Result<Uint8Array>> {
  const turn = await work();
  if (!turn.inStep && port.isOpen) {
    // A module without this request refuses it, and is no worse off.
    await port.controlOut({ ...RESET, wIndex: port.interface.number }, new Uint8Array(), {
      limitMs: WRITE_LIMIT,
    });
  }
  return turn.got;
}

async function send(port: UsbPort, message: Uint8Array): Promise<Turn> {
  const { out } = endpointsOf(port.interface);
  for (const bytes of [buildCbw('out', message.length), message]) {
    const written = await port.write(out, bytes, { limitMs: WRITE_LIMIT });
    // A module that refuses the data tells so in its status (Bulk-Only Transport 1.0, 6.7.3).
    if (!written.ok && (written.error.code !== 'E1010' || bytes !== message))
      return { got: written, inStep: false };
  }
  const { bytes, csw, error } = await untilStatus(port, () => false);
  if (csw?.state === 'done') return { got: ok(bytes), inStep: true };
  const refused = failure(transportErrors, 'E1010', `status ${csw?.state ?? 'missing'}`);
  return { got: err(error ?? refused), inStep: csw?.state === 'failed' };
}

async function fetch(port: UsbPort, hurry: AbortSignal): Promise<Turn> {
  const { out } = endpointsOf(port.interface);
  const asked = await port.write(out, buildCbw('in'), { limitMs: WRITE_LIMIT });
  if (!asked.ok) return { got: asked, inStep: false };
  const since = performance.now();
  const { bytes, csw, error } = await untilStatus(
    port,
    () => !hurry.aborted && performance.now() - since < HELD_LIMIT,
  );
  const inStep = csw !== null && csw.state !== 'phaseError';
  // What came has sums of its own: it is judged by them and not by the status.
  if (bytes.length > 0 && error === null) return { got: ok(bytes), inStep };
  if (error) return { got: err(error), inStep };
  // A module that holds back its answer was left for the sake of another command.
  return { got: ok(bytes), inStep };
}

interface Answer {
  readonly bytes: Uint8Array;
  /** Null when none came. */
  readonly csw: Csw | null;
  /** The line's own failure. */
  readonly error: Extract<Result<never>, { ok: false }>['error'] | null;
}

/**
 * Reads, in transfers of any length, until one ends with a status: nobody says beforehand how much data comes. `waits` is
 * asked as long as nothing has come.
 */
async function untilStatus(port: UsbPort, waits: () => boolean): Promise<Answer> {
  const { in: endpoint, readBytes } = endpointsOf(port.interface);
  let bytes = new Uint8Array();
  let stalls = 0;
  for (;;) {
    const read = await port.read(endpoint, readBytes, { limitMs: PIECE_LIMIT });
    if (!read.ok) {
      const { code } = read.error;
      if (code === 'E1007' && bytes.length === 0 && waits()) continue;
      if (code === 'E1007') return { bytes, csw: null, error: null };
      // Refused data is followed by the status, once the halt is cleared.
      if (code === 'E1010' && stalls++ === 0) continue;
      return { bytes, csw: null, error: read.error };
    }
    const joined = new Uint8Array(bytes.length + read.value.length);
    joined.set(bytes);
    joined.set(read.value, bytes.length);
    bytes.fill(0);
    read.value.fill(0);
    bytes = joined;
    const csw = readCsw(bytes.subarray(Math.max(0, bytes.length - CSW_BYTES)));
    if (csw) return { bytes: bytes.subarray(0, bytes.length - CSW_BYTES), csw, error: null };
    if (bytes.length > MOST_BYTES) {
      bytes.fill(0);
      return {
        bytes: new Uint8Array(),
        csw: null,
        error: failure(transportErrors, 'E1011', `${joined.length} bytes`),
      };
    }
  }
}

function endpointsOf(own: UsbInterface): { in: number; out: number; readBytes: number } {
  const pair = pairOf(own, undefined);
  if (!pair) throw new Error(`interface ${own.number} has no pair of endpoints`);
  const { address, maxPacketBytes } = pair.in;
  const readBytes = Math.ceil(MOST_BYTES / maxPacketBytes) * maxPacketBytes;
  return { in: address, out: pair.out.address, readBytes };
}
