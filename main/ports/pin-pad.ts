import type { PadKey, PinKind, PinProblem } from '../contract/activation.ts';
import type { Result } from '../contract/failure.ts';

/** Names an entered PIN that lies in the pad or in the drivers worker. The digits never come to the core. */
export interface PinHandle {
  readonly id: string;
}

/** An encrypted PIN block (ISO 9564-1), in hex, under the session key that `keyId` names. */
export interface PinBlock {
  readonly format: 0 | 4;
  readonly algorithm: 'SM4' | '3DES';
  readonly keyId: string;
  /** Check value of the session key: the first 3 bytes of an encrypted zero block, in hex. */
  readonly kcv: string;
  readonly block: string;
}

/**
 * Where the key for PIN blocks comes from: the bank hands out a session key, wrapped (each block by itself, ECB) under the
 * terminal's master key, which it brought to the terminal another way. Errors are the bank host's.
 */
export interface PinKeySource {
  sessionKey(signal: AbortSignal): Promise<Result<WrappedSessionKey>>;
}

export interface WrappedSessionKey {
  readonly keyId: string;
  readonly algorithm: 'SM4' | '3DES';
  /** 16 bytes in hex: one SM4 block, or both halves of a double-length 3DES key. */
  readonly wrappedKeyHex: string;
  /** Check value of the session key in clear: the first 3 bytes of an encrypted zero block, 6 hex digits. */
  readonly kcv: string;
}

/** What a PIN must not be made of. */
export interface PinFacts {
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly idNumber: string;
}

/** XFS4IoT PinPad, as much of it as an activation needs: an encrypting PIN pad, or the keys on the screen. */
export interface PinPad {
  /** `screen`: keys come by `press`. `pad`: the person types on the device. */
  readonly kind: 'pad' | 'screen';
  /** One entry of six digits; resolves when it is confirmed. A pad confirms itself, the screen by `confirm`. */
  enter(kind: PinKind, onCount: (digits: number) => void, signal: AbortSignal): Promise<Result<PinHandle>>;
  press(key: PadKey): void;
  confirm(): void;
  /** The rule the entered PIN breaks, or null. */
  check(pin: PinHandle, facts: PinFacts): Promise<Result<PinProblem | null>>;
  same(first: PinHandle, second: PinHandle): Promise<Result<boolean>>;
  /** Encrypts for the bank. `pan`: account number, needed by formats 0 and 4. */
  block(pin: PinHandle, pan: string, signal: AbortSignal): Promise<Result<PinBlock>>;
  /** Overwrites every PIN of this visit. */
  forget(): Promise<void>;
}
