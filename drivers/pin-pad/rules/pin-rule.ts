/**
 * What a password must not be, in the order in which it is reported when several apply: the nearest to what the person
 * thought comes first ("123456" is the initial password before it is a sequence).
 */
export const pinRules = ['initial', 'birthday', 'idDigits', 'repeated', 'sequential'] as const;
export type PinRule = (typeof pinRules)[number];

/** Whose password it is. */
export interface PinFacts {
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
  readonly idNumber: string;
}

/** Six digits as numbers 0 to 9; a PIN is never a text, because a text cannot be overwritten. */
export type PinDigits = Uint8Array;

export const PIN_LENGTH = 6;
