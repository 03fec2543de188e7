import { transportErrors } from '../../../kit/errors.ts';
import type { CardSlot, SlotState } from '../../../kit/pcsc/channel.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';

/** Resolves when the slot is in one of `states`; `late` when it was not within `timeoutMs`, E1008 when cancelled. */
export function slotReaches(
  slot: CardSlot,
  states: readonly SlotState[],
  { timeoutMs, signal, late }: SlotWait,
): Promise<Result<SlotState>> {
  if (signal?.aborted) return Promise.resolve(err(failure(transportErrors, 'E1008')));
  if (states.includes(slot.state)) return Promise.resolve(ok(slot.state));
  return new Promise((resolve) => {
    const settle = (result: Result<SlotState>): void => {
      clearTimeout(timer);
      stop();
      signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onAbort = (): void => settle(err(failure(transportErrors, 'E1008')));
    const timer = setTimeout(() => settle(err(late())), timeoutMs);
    const stop = slot.onState((state) => {
      if (states.includes(state)) settle(ok(state));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

interface SlotWait {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly late: () => DeviceFailure;
}
