import { refuse } from '../../drivers/pin-pad/errors.ts';
import type { EncryptedPinBlock, PinPadDevice } from '../../drivers/pin-pad/pin-pad.ts';
import type { ScreenPinPad } from '../../drivers/pin-pad/screen/screen-pin-pad.ts';
import type { PadKey, PinKind } from '../contract/activation.ts';
import { ok, type Result } from '../contract/failure.ts';
import type { PinBlock, PinFacts, WrappedSessionKey } from '../ports/pin-pad.ts';

/** Where a password is typed: on the pad of its own, or by the keys on the screen. */
export type EnteredBy = 'pad' | 'screen';

interface Pads {
  /** Null when none is configured. */
  readonly pad: PinPadDevice | null;
  readonly screen: ScreenPinPad;
}

/** The PIN pads as the drivers worker offers them. Digits stay in here; a handle is the id of an entry. */
export function pinPadService({ pad, screen }: Pads) {
  /** Which device holds an entry, for this visit. */
  const holders = new Map<string, PinPadDevice>();
  const deviceOf = (handleId: string): PinPadDevice | null => holders.get(handleId) ?? null;
  const held = async <T>(
    handleId: string,
    use: (device: PinPadDevice) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const device = deviceOf(handleId);
    return device ? use(device) : refuse('E2808');
  };

  return {
    enter: async (
      { kind, by }: { readonly kind: PinKind; readonly by: EnteredBy },
      onCount: (digits: number) => void,
      signal: AbortSignal,
    ): Promise<Result<{ handleId: string }>> => {
      const device = by === 'screen' ? screen : pad;
      if (!device) return refuse('E2804');
      const entered = await device.enter({ kind, onCount, signal });
      if (!entered.ok) return entered;
      holders.set(entered.value, device);
      return ok({ handleId: entered.value });
    },
    /** The pad takes no keys from the screen. */
    press: (key: PadKey): void => screen.press(key),
    confirm: (): void => screen.confirm(),
    check: (handleId: string, facts: PinFacts, signal: AbortSignal) =>
      held(handleId, (device) => device.check(handleId, facts, signal)),
    same: (first: string, second: string, signal: AbortSignal) =>
      // Entries on different devices cannot be compared: the older one is as good as gone.
      deviceOf(first) === deviceOf(second)
        ? held(first, (device) => device.same(first, second, signal))
        : Promise.resolve(refuse('E2808')),
    /** Into the device that holds this entry. */
    loadKey: (handleId: string, key: WrappedSessionKey, signal: AbortSignal): Promise<Result<void>> =>
      held(handleId, (device) =>
        device.loadSessionKey({ ...key, wrapped: Buffer.from(key.wrappedKeyHex, 'hex') }, signal),
      ),
    block: async (
      handleId: string,
      as: { readonly format: 0 | 4; readonly pan: string },
      signal: AbortSignal,
    ): Promise<Result<PinBlock>> => {
      const made = await held(handleId, (device) => device.pinBlock(handleId, as, signal));
      return made.ok ? asPortBlock(made.value) : made;
    },
    /**
     * The card PIN as six ASCII digits, for the chip's CHANGE PIN in this process. The caller overwrites them. E2809 for a
     * bank PIN.
     */
    pinBytes: async (handleId: string, signal: AbortSignal): Promise<Result<Uint8Array>> => {
      const digits = await held(handleId, (device) => device.pinBytes(handleId, signal));
      if (!digits.ok) return digits;
      for (const [at, digit] of digits.value.entries()) digits.value[at] = 0x30 + digit;
      return digits;
    },
    /** Overwrites every entry on every device. */
    forget: async (): Promise<void> => {
      holders.clear();
      await Promise.all([pad?.forget(), screen.forget()]);
    },
    close: async (): Promise<void> => {
      holders.clear();
      await Promise.all([pad?.close(), screen.close()]);
    },
  };
}

function asPortBlock({ format, algorithm, keyId, kcv, block }: EncryptedPinBlock): Result<PinBlock> {
  if (algorithm === 'AES') return refuse('E2810', 'AES');
  return ok({ format, algorithm, keyId, kcv, block: Buffer.from(block).toString('hex').toUpperCase() });
}
