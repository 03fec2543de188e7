import { type DeviceFailure, failure } from '../../../kit/result.ts';
import { pinPadErrors } from '../../errors.ts';
import type { KeyCheck, PadIdentity } from '../../pin-pad.ts';
import { type PinRule, pinRules } from '../../rules/pin-rule.ts';
import { cipherOf, type PadCommandName } from './command.ts';

/** An answer of the pad: its status byte and what follows. */
export interface PadAnswer {
  readonly status: number;
  readonly data: Uint8Array;
}

export const STATUS_DONE = 0x04;
/** The pad saw a damaged request. */
export const STATUS_DAMAGED = 0x15;

export const parseAnswer = (body: Uint8Array): PadAnswer => ({
  status: body[0] ?? 0,
  data: body.subarray(1),
});

const codeOfStatus: Readonly<Record<number, keyof typeof pinPadErrors>> = {
  161: 'E2805',
  162: 'E2808',
  163: 'E2809',
  164: 'E2811',
  165: 'E2813',
  166: 'E2810',
  181: 'E2812',
};

/** The numbered error of an answer that is not "done". A status byte is no secret and is told. */
export function failureOfAnswer(command: PadCommandName, { status }: PadAnswer): DeviceFailure {
  const detail = `${command} answered ${status.toString(16).toUpperCase().padStart(2, '0')}`;
  const code = codeOfStatus[status] ?? (status >= 0xf0 ? 'E2816' : 'E2815');
  return failure(pinPadErrors, code, detail);
}

export type EntryPhase = 'empty' | 'running' | 'done' | 'cancelled' | 'timedOut';
const phases: readonly EntryPhase[] = ['empty', 'running', 'done', 'cancelled', 'timedOut'];

/** Decoders of the data of "done" answers; null when it is not what the table says. They take any bytes. */
export const padAnswers = {
  /** Eight characters of serial number, four of firmware, then one byte per cipher. */
  identity: (data: Uint8Array): PadIdentity | null => {
    const text = Buffer.from(data.subarray(0, 12)).toString('latin1');
    if (data.length < 13 || !/^[\x20-\x7e]{12}$/.test(text)) return null;
    const algorithms = [...data.subarray(12)].flatMap((code) => cipherOf(code) ?? []);
    return { serialNumber: text.slice(0, 8).trim(), firmware: text.slice(8).trim(), algorithms };
  },
  keyCheck: (data: Uint8Array): KeyCheck | null => {
    const algorithm = cipherOf(data[0] ?? 0);
    if (data.length !== 4 || algorithm === null) return null;
    return { algorithm, kcv: Buffer.from(data.subarray(1)).toString('hex').toUpperCase() };
  },
  entryState: (data: Uint8Array): { readonly phase: EntryPhase; readonly digits: number } | null => {
    const phase = phases[data[0] ?? 0xff];
    const digits = data[1] ?? 0xff;
    return data.length === 2 && phase !== undefined && digits <= 12 ? { phase, digits } : null;
  },
  /** `none`: no entry of the list matched. */
  checkForbidden: (data: Uint8Array): PinRule | 'none' | null => {
    const label = data[0] ?? 0xff;
    if (data.length !== 1) return null;
    return label === 0 ? 'none' : (pinRules[label - 1] ?? null);
  },
  compare: (data: Uint8Array): boolean | null =>
    data.length === 1 && (data[0] as number) <= 1 ? data[0] === 1 : null,
  pinBlock: (data: Uint8Array): Uint8Array | null =>
    data.length === 8 || data.length === 16 ? data.slice() : null,
  /** Two digits a byte. The caller overwrites the result. */
  clearBytes: (data: Uint8Array): Uint8Array | null => {
    if (data.length !== 3) return null;
    const digits = new Uint8Array(6);
    for (let at = 0; at < 6; at += 1) {
      const byte = data[at >> 1] as number;
      digits[at] = at % 2 === 0 ? byte >> 4 : byte & 0x0f;
    }
    if (digits.every((digit) => digit <= 9)) return digits;
    digits.fill(0);
    return null;
  },
} as const;
