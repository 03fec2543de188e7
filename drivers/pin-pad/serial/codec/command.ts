import type { CipherName } from '../../../kit/ciphers/block-cipher.ts';
import type { PinBlockFormat } from '../../pin-block/pin-block.ts';
import type { PinKind, WrappedKey } from '../../pin-pad.ts';
import type { ForbiddenEntry } from '../../rules/forbidden-list.ts';
import { pinRules } from '../../rules/pin-rule.ts';

/** Commands of the generic PIN pad protocol; the table of docs/devices/pin-pad.md. */
export const padCommands = {
  linkTest: 0x30,
  identity: 0x31,
  reset: 0x32,
  keyCheck: 0x33,
  loadSessionKey: 0x34,
  startEntry: 0x35,
  entryState: 0x36,
  cancelEntry: 0x37,
  forbidden: 0x38,
  checkForbidden: 0x39,
  compare: 0x3a,
  pinBlock: 0x3b,
  clearBytes: 0x3c,
  forget: 0x3d,
} as const;
export type PadCommandName = keyof typeof padCommands;

export interface PadRequest {
  readonly name: PadCommandName;
  /** Command byte and data. */
  readonly body: Uint8Array;
}

const cipherCodes: Readonly<Record<CipherName, number>> = { '3DES': 1, SM4: 2, AES: 3 };
export const cipherOf = (code: number): CipherName | null =>
  (Object.keys(cipherCodes) as CipherName[]).find((name) => cipherCodes[name] === code) ?? null;

const request = (name: PadCommandName, data: Iterable<number> = []): PadRequest => ({
  name,
  body: Uint8Array.from([padCommands[name], ...data]),
});
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

export const padRequests = {
  linkTest: (nonce: Uint8Array) => request('linkTest', nonce),
  identity: () => request('identity'),
  reset: () => request('reset'),
  keyCheck: (which: 'master' | 'session') => request('keyCheck', [which === 'master' ? 0 : 1]),
  loadSessionKey: ({ algorithm, wrapped, kcv }: WrappedKey) =>
    request('loadSessionKey', [cipherCodes[algorithm], ...wrapped, ...bytesOf(kcv)]),
  /** `slot` 0 to 3; a slot whose PIN may later be asked for in clear is marked here, before the first digit. */
  startEntry: (slot: number, kind: PinKind, digits: number, seconds: number) =>
    request('startEntry', [slot, kind === 'cardPin' ? 1 : 0, digits, digits, seconds]),
  entryState: (slot: number) => request('entryState', [slot]),
  cancelEntry: () => request('cancelEntry'),
  compare: (first: number, second: number) => request('compare', [first, second]),
  checkForbidden: (slot: number) => request('checkForbidden', [slot]),
  pinBlock: (slot: number, format: PinBlockFormat, pan: string) =>
    request('pinBlock', [slot, format, pan.length, ...bytesOf(pan.length % 2 === 0 ? pan : `${pan}F`)]),
  clearBytes: (slot: number) => request('clearBytes', [slot]),
  /** One slot, or all of them and the forbidden list. */
  forget: (slot: number | 'all') => request('forget', [slot === 'all' ? 0xff : slot]),
} as const;

const ENTRIES_PER_FRAME = 60;

/**
 * The list in as many frames as it needs: the first begins it anew, the others add. An entry is its label (place of the
 * rule, from 1) and three bytes, one half per character; the letters A to D keep their hexadecimal value.
 */
export function forbiddenRequests(list: readonly ForbiddenEntry[]): PadRequest[] {
  const requests: PadRequest[] = [];
  for (let at = 0; at === 0 || at < list.length; at += ENTRIES_PER_FRAME) {
    const entries = list.slice(at, at + ENTRIES_PER_FRAME);
    const data = entries.flatMap(({ rule, pattern }) => [pinRules.indexOf(rule) + 1, ...bytesOf(pattern)]);
    requests.push(request('forbidden', [at === 0 ? 0 : 1, ...data]));
  }
  return requests;
}
