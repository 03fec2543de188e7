import { err, ok, type Result } from '../../../kit/result.ts';
import { type XgCommandName, xgRequests } from '../codec/command.ts';
import type { XgLimits } from './limits.ts';
import { dataOf, type XgLink } from './xg-link.ts';

interface TransferOptions {
  /** Most data in one block. */
  readonly blockBytes: number;
  readonly limits: XgLimits;
  readonly signal: AbortSignal | undefined;
}

/** Fetches what the command `source` laid ready, block by block. The caller overwrites the bytes when done. */
export async function readAll(
  link: XgLink,
  source: XgCommandName,
  size: number,
  { blockBytes, limits, signal }: TransferOptions,
): Promise<Result<Uint8Array>> {
  const whole = new Uint8Array(size);
  for (let at = 0; at < size; at += blockBytes) {
    const request = xgRequests.readData(source, at, Math.min(blockBytes, size - at));
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
  { blockBytes, limits, signal }: TransferOptions,
): Promise<Result<void>> {
  for (let at = 0; at < bytes.length; at += blockBytes) {
    const request = xgRequests.writeData(source, at, bytes.subarray(at, at + blockBytes));
    const taken = dataOf(request, await link.exchange(request, { limitMs: limits.store, signal }));
    if (!taken.ok) return taken;
  }
  return ok(undefined);
}
