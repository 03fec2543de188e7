/**
 * The feature reports of the HID relay boards 16C0:05DF (docs/devices/auxiliaries.md), 8 bytes without a number in front.
 * To the board: FF and the relay switch it on, FD and the relay off. From the board: five characters that name it, a zero, a byte
 * of no meaning to us, and the relays as bits, the first one lowest.
 */

export const REPORT_BYTES = 8;
const NAME_BYTES = 5;
const STATE_AT = 7;

export interface RelayState {
  /** The board's own name, up to five characters; boards have no USB serial number. */
  readonly name: string;
  /** Bit 0 is relay 1. */
  readonly relays: number;
}

/** Relays count from 1 to 8. */
export function switchReport(relay: number, on: boolean): Uint8Array {
  if (!Number.isInteger(relay) || relay < 1 || relay > 8) throw new RangeError(`relay ${relay}`);
  return Uint8Array.of(on ? 0xff : 0xfd, relay, 0, 0, 0, 0, 0, 0);
}

/** Null when this is no state of such a board. */
export function parseState(report: Uint8Array): RelayState | null {
  const relays = report[STATE_AT];
  if (report.length !== REPORT_BYTES || relays === undefined || report[NAME_BYTES] !== 0) return null;
  const zero = report.indexOf(0);
  const name = report.subarray(0, zero);
  if (name.length === 0 || name.some((byte) => byte <= 0x20 || byte >= 0x7f)) return null;
  return { name: String.fromCharCode(...name), relays };
}

/** How many relays a board has, by its product string: "USBRelay4" has four. Null when it says nothing of the kind. */
export function relaysOf(product: string): number | null {
  const count = Number(/^USBRelay([1-8])$/.exec(product)?.[1] ?? 0);
  return count === 0 ? null : count;
}
