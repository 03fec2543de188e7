import { type DeviceFailure, failure } from '../../../kit/result.ts';
import { type FingerVeinCode, fingerVeinErrors } from '../../errors.ts';
import type { XgCommandName } from './command.ts';

/** Every error of the protocol's table, its name there and what it is for the terminal. */
export const moduleErrors = {
  1: { name: 'failed', code: 'E2614' },
  2: { name: 'communication', code: 'E2603' },
  3: { name: 'checksum', code: 'E2603' },
  4: { name: 'password', code: 'E2608' },
  5: { name: 'parameter', code: 'E2610' },
  6: { name: 'id', code: 'E2612' },
  7: { name: 'id is empty', code: 'E2612' },
  8: { name: 'no space', code: 'E2611' },
  9: { name: 'not the same finger', code: 'E2618' },
  10: { name: 'duplicate', code: 'E2613' },
  11: { name: 'finger time-out', code: 'E2606' },
  12: { name: 'verify failed', code: 'E2618' },
  13: { name: 'no empty id', code: 'E2611' },
  14: { name: 'interrupted', code: 'E2618' },
  15: { name: 'not connected', code: 'E2609' },
  16: { name: 'unsupported', code: 'E2610' },
  17: { name: 'no vein', code: 'E2618' },
  18: { name: 'memory', code: 'E2614' },
  19: { name: 'no device', code: 'E2614' },
  20: { name: 'address', code: 'E2610' },
  21: { name: 'no file', code: 'E2612' },
  22: { name: 'version', code: 'E2610' },
  23: { name: 'card interrupted', code: 'E2618' },
  128: { name: 'licence', code: 'E2614' },
} as const satisfies Readonly<Record<number, { readonly name: string; readonly code: FingerVeinCode }>>;

/** Errors that say that our request arrived damaged: it is worth asking once more. */
export const isDamagedRequest = (code: number): boolean => code === 2 || code === 3;

/** The failure for an error byte, of the table or not. */
export function failureOf(name: XgCommandName, code: number): DeviceFailure {
  const row = (
    moduleErrors as Readonly<Record<number, { readonly name: string; readonly code: FingerVeinCode }>>
  )[code];
  const told = `${name} -> ${code.toString(16).padStart(2, '0')}${row ? ` ${row.name}` : ''}`;
  return failure(fingerVeinErrors, row?.code ?? 'E2610', told);
}
