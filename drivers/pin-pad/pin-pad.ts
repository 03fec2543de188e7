import type { CipherName } from '../kit/ciphers/block-cipher.ts';
import type { Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';
import type { PinBlockFormat } from './pin-block/pin-block.ts';
import type { PinFacts, PinRule } from './rules/pin-rule.ts';

/** `cardPin` is the chip's own (社保密码), `bankPin` the bank account's (银行密码). Only the first may be had in clear. */
export type PinKind = 'cardPin' | 'bankPin';

export interface PadIdentity {
  readonly serialNumber: string;
  readonly firmware: string;
  readonly algorithms: readonly CipherName[];
}

/** A session key as the bank hands it out: each block by itself under the master key. */
export interface WrappedKey {
  readonly keyId: string;
  readonly algorithm: CipherName;
  /** 16 bytes. */
  readonly wrapped: Uint8Array;
  /** Check value of the key in clear, 6 hex digits. */
  readonly kcv: string;
}

/** Which key the pad holds there, told by its check value. */
export interface KeyCheck {
  readonly algorithm: CipherName;
  readonly kcv: string;
}

export interface EncryptedPinBlock {
  readonly format: PinBlockFormat;
  readonly algorithm: CipherName;
  readonly keyId: string;
  readonly kcv: string;
  readonly block: Uint8Array;
}

export interface EnterOptions {
  readonly kind: PinKind;
  /** Milliseconds; default and bounds stand in the table of timeouts. */
  readonly timeoutMs?: number;
  /** How many digits have been typed, at each change. */
  readonly onCount?: (digits: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * What the terminal asks of a PIN pad, in the words of XFS4IoT PinPad and Keyboard: an encrypting pad on a wire, or the keys
 * on the screen. The digits stay inside; an entry is named by an id. Of each kind the two newest entries are held (first
 * and second), for five minutes at most; an older one is E2808. One entry at a time: a second is E2805.
 */
export interface PinPadDevice {
  /** Finds the pad. When it fails the driver keeps trying by itself; `onStatus` tells when it is there. */
  open(signal?: AbortSignal): Promise<Result<PadIdentity>>;
  status(): DeviceStatus;
  /** Called at each change. Returns the function that stops listening. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /** E2811, E2812: no key there. */
  keyCheck(which: 'master' | 'session', signal?: AbortSignal): Promise<Result<KeyCheck>>;
  /** Takes the session key for PIN blocks. E2811 no master key, E2813 its check value is another one, E2810. */
  loadSessionKey(key: WrappedKey, signal?: AbortSignal): Promise<Result<void>>;
  /**
   * One entry of six digits; resolves with its id when it is confirmed. E2806 time-out, E2807 cancel key, E1008 cancelled
   * by the terminal, E2814 the pad went away.
   */
  enter(options: EnterOptions): Promise<Result<string>>;
  /** The first rule the entry breaks, or null. */
  check(entryId: string, facts: PinFacts, signal?: AbortSignal): Promise<Result<PinRule | null>>;
  same(firstId: string, secondId: string, signal?: AbortSignal): Promise<Result<boolean>>;
  /** E2812 the session key is not (or no longer) there, E2810 the format does not go with it. */
  pinBlock(
    entryId: string,
    as: { readonly format: PinBlockFormat; readonly pan: string },
    signal?: AbortSignal,
  ): Promise<Result<EncryptedPinBlock>>;
  /**
   * The digits of a card PIN, one a byte, for the chip's CHANGE PIN. The caller overwrites them. E2809 for a bank PIN.
   * Why this exists: docs/decisions/08-the-card-pin-leaves-the-pad-in-clear.md.
   */
  pinBytes(entryId: string, signal?: AbortSignal): Promise<Result<Uint8Array>>;
  /** Overwrites every entry and the forbidden list, and ends a running entry (E1008). Keys stay. Never fails. */
  forget(): Promise<void>;
  close(): Promise<void>;
}
