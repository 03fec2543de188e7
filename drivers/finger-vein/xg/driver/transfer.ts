import { err, ok, type Result } from '../../../kit/result.ts';
import { type XgCommandName, xgRequests } from '../codec/command.ts';
import type { XgLimits } from './limits.ts';
import { dataOf, type XgLink } from './xg-link.ts';

/** Most data in one block over a serial line; its sum makes it 512. */
const SERIAL_BLOCK = 510;

/** Fetches what the command `source` laid ready, block by block. The caller overwrites the bytes when done. */
export async function readAll(
  link: XgLink,
  source: XgCommandName,
  size: number,
  limits: XgLimits,
  signal?: AbortSignal,
): Promise<Result<Uint8Array>> {
  const whole = new Uint8Array(size);
  for (let at = 0; at < size; at += SERIAL_BLOCK) {
    const request = xgRequests.readData(source, at, Math.min(SERIAL_BLOCK, size - at));
    const block = dataOf(request, await link.exchange(request, { limitMs: limits.answer, signal }));
    if (!block.ok) {
      whole.fill(0);
      return err(block.error);
    }
    whole.set(block.value, at);
    block.value.fill(0);
  }
  return ok(whole);
}

/** Brings bytes to the command `source`, block by block. */
export async function writeAll(
  link: XgLink,
  source: XgCommandName,
  bytes: Uint8Array,
  limits: XgLimits,
  signal?: AbortSignal,
): Promise<Result<void>> {
  for (let at = 0; at < bytes.length; at += SERIAL_BLOCK) {
    const request = xgRequests.writeData(source, at, bytes.subarray(at, at + SERIAL_BLOCK));
    const taken = dataOf(request, await link.exchange(request, { limitMs: limits.store, signal }));
    if (!taken.ok) return taken;
  }
  return ok(undefined);
}
