import type { PinProblem } from '../contract/activation.ts';
import { ok, type Result } from '../contract/failure.ts';
import type { PinBlock, PinHandle, PinKeySource, PinPad } from '../ports/pin-pad.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { DriversApi, DriversEvents } from './drivers-api.ts';

/** Longer than any entry: the drivers' own limit is what ends it. */
const ENTER_LIMIT_MS = 300_000;
const KEY_LIMIT_MS = 2000;
const ASK_LIMIT_MS = 8000;

export interface PinPadOptions {
  readonly drivers: WorkerConnection<DriversApi, DriversEvents>;
  readonly keys: PinKeySource;
  /** Where passwords are typed. */
  readonly kind: 'pad' | 'screen';
  /** `screen`: the keys on the screen take over while the pad is away. */
  readonly fallback: 'screen' | 'none';
  readonly format: 0 | 4;
}

/** Failures that say that the pad is not there for this visit. */
const padIsAway = (code: string): boolean => /^(E100\d|E280[1-4]|E281[46])$/.test(code) && code !== 'E1008';

/**
 * The port `PinPad` on the drivers worker. With the fallback, a pad that goes away makes the keys on the screen appear; they
 * stay until the visit is over, because what was entered on one device cannot be compared with the other.
 */
export function pinPadOn({ drivers, keys, kind, fallback, format }: PinPadOptions): PinPad {
  let away = false;
  let onScreen = false;
  let entered = false;
  const now = (): 'pad' | 'screen' =>
    kind === 'screen' || (fallback === 'screen' && (onScreen || away)) ? 'screen' : 'pad';
  drivers.on('device', ({ device, error }) => {
    if (device !== 'pinPad') return;
    away = error !== null;
    if (away && entered) onScreen = true;
  });
  // A worker that comes up anew tells of a pad that is away, and of nothing else.
  drivers.onState((state) => {
    if (state === 'up') away = false;
  });
  const ask = { limitMs: ASK_LIMIT_MS };

  const loadKey = async (pin: PinHandle, signal: AbortSignal): Promise<Result<void>> => {
    const key = await keys.sessionKey(signal);
    if (!key.ok) return key;
    return drivers.call('pinLoadKey', { handleId: pin.id, key: key.value }, { ...ask, signal });
  };
  const block = (pin: PinHandle, pan: string, signal: AbortSignal): Promise<Result<PinBlock>> =>
    drivers.call('pinBlock', { handleId: pin.id, pan, format }, { ...ask, signal });

  return {
    get kind() {
      return now();
    },
    enter: async (pinKind, onCount, signal) => {
      const by = now();
      entered = true;
      const stop = drivers.on('pinCount', ({ digits }) => onCount(digits));
      const done = await drivers.call('pinEnter', { kind: pinKind, by }, { limitMs: ENTER_LIMIT_MS, signal });
      stop();
      if (done.ok) return ok({ id: done.value.handleId });
      if (by === 'pad' && padIsAway(done.error.code)) onScreen = true;
      return done;
    },
    press: (key) => void drivers.call('pinPress', { key }, { limitMs: KEY_LIMIT_MS }),
    confirm: () => void drivers.call('pinConfirm', {}, { limitMs: KEY_LIMIT_MS }),
    check: async (pin, facts): Promise<Result<PinProblem | null>> => {
      const checked = await drivers.call('pinCheck', { handleId: pin.id, facts }, ask);
      return checked.ok ? ok(checked.value.problem) : checked;
    },
    same: async (first, second) => {
      const compared = await drivers.call('pinSame', { first: first.id, second: second.id }, ask);
      return compared.ok ? ok(compared.value.same) : compared;
    },
    block: async (pin, pan, signal) => {
      const made = await block(pin, pan, signal);
      // No session key yet (first block, new worker, another pad): the bank is asked for one, once.
      if (made.ok || made.error.code !== 'E2812') return made;
      const loaded = await loadKey(pin, signal);
      return loaded.ok ? block(pin, pan, signal) : loaded;
    },
    forget: async () => {
      onScreen = false;
      entered = false;
      await drivers.call('pinForget', {}, ask);
    },
  };
}
