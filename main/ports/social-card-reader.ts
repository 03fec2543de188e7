import type { Result } from '../contract/failure.ts';
import type { PinHandle } from './pin-pad.ts';

/** What the core knows of a social-security card (LD/T 32) that was read. Lives only for the visit; never logged. */
export interface SocialCard {
  /** "1.00", "2.00", "3.00" as the chip says. */
  readonly version: string;
  readonly interface: 'contact' | 'contactless';
  /** 卡识别码, 32 hex digits. */
  readonly cardIdCode: string;
  /** 卡号, 9 characters. */
  readonly cardNumber: string;
  /** 社会保障号码, the holder's ID number. */
  readonly idNumber: string;
  readonly name: string;
  /** `YYYY-MM-DD`; an empty text where the chip says none. */
  readonly issuedOn: string;
  readonly validTo: string;
  /** Account number of the payment application, or null when the card has none or it could not be read. */
  readonly pan: string | null;
  /** How the terminal proved itself to the card, where it had to. */
  readonly authenticatedBy: 'none' | 'psam' | 'hsm';
}

/** Step 1 of the HSM way (facts: HSM two-step): what the authority needs to answer for the terminal. */
export interface HsmChallenge {
  readonly regionCode: string;
  readonly atrHistory: string;
  readonly algorithm: string;
  readonly cardIdCode: string;
  /** Two challenges of 8 bytes in hex, four on version 3.00. */
  readonly randoms: readonly string[];
}
export interface HsmAnswer {
  /** 16 bytes each in hex. `external` is empty where the card asks for none. */
  readonly internal: string;
  readonly external: string;
}

export type SocialReaderEvent =
  | { readonly type: 'retry' }
  | { readonly type: 'lost'; readonly code: string }
  | { readonly type: 'back' };

export interface SocialCardReader {
  /** Resolves when a card was inserted or laid on. Waits until `signal` aborts. */
  waitForCard(signal: AbortSignal): Promise<Result<void>>;
  /** `askHsm` is called where the card wants authentication and no PSAM is there. */
  read(
    askHsm: (challenge: HsmChallenge, signal: AbortSignal) => Promise<Result<HsmAnswer>>,
    signal: AbortSignal,
  ): Promise<Result<SocialCard>>;
  /**
   * Changes the chip's PIN from the initial one to the entered one. E2531 wrong old PIN (it is not the initial one), E2532
   * locked, E2540 the card went away in the middle: nobody knows which PIN it has.
   */
  changePin(newPin: PinHandle, signal: AbortSignal): Promise<Result<void>>;
  /** Resolves when the card was taken, or at once when none is there. */
  waitForRemoval(signal: AbortSignal): Promise<Result<void>>;
  onEvent(listener: (event: SocialReaderEvent) => void): () => void;
}
