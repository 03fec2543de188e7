/**
 * Commands of the LCUS relay boards (docs/devices/auxiliaries.md): A0, relay from 1, 1 on or 0 off, sum of the three bytes.
 * `A0 01 01 A2` switches the first relay on. The board answers nothing.
 */
export function switchCommand(relay: number, on: boolean): Uint8Array {
  if (!Number.isInteger(relay) || relay < 1 || relay > 255) throw new RangeError(`relay ${relay}`);
  const bytes = [0xa0, relay, on ? 1 : 0];
  return Uint8Array.from([...bytes, bytes.reduce((sum, byte) => sum + byte, 0) & 0xff]);
}
