import { type DeviceFailure, failure } from '../../../kit/result.ts';
import { type IdCardErrorCode, idCardErrors } from '../../errors.ts';
import { type SdtCommandName, sdtCommands } from './command.ts';

/** An answer of the module. `sw1` and `sw2` are the card's own status when the card caused an error, else 00 00. */
export interface SdtResponse {
  readonly sw1: number;
  readonly sw2: number;
  readonly sw3: number;
  readonly data: Uint8Array;
}

/** Splits a frame body; bodies are at least three bytes because the parser refuses shorter frames. */
export function parseResponse(body: Uint8Array): SdtResponse {
  const [sw1 = 0, sw2 = 0, sw3 = 0] = body;
  return { sw1, sw2, sw3, data: body.subarray(3) };
}

const codeOfSw3: Readonly<Record<number, IdCardErrorCode>> = {
  16: 'E2110',
  17: 'E2111',
  33: 'E2121',
  35: 'E2123',
  36: 'E2124',
  49: 'E2131',
  50: 'E2132',
  51: 'E2133',
  55: 'E2137',
  63: 'E2138',
  64: 'E2140',
  65: 'E2141',
  71: 'E2147',
  96: 'E2160',
  102: 'E2166',
  128: 'E2180',
  129: 'E2181',
  145: 'E2191',
};

/** The numbered error that an unsuccessful answer stands for. Status bytes are no personal data and are told. */
export function failureOf(command: SdtCommandName, response: SdtResponse): DeviceFailure {
  const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
  const words = `${command} answered ${hex(response.sw1)} ${hex(response.sw2)} ${hex(response.sw3)}`;
  return failure(idCardErrors, codeOfSw3[response.sw3] ?? 'E2199', words);
}

const causedByCard: ReadonlySet<number> = new Set([0x31, 0x32, 0x33, 0x37, 0x3f, 0x40, 0x41, 0x47, 0x91]);

export const isSuccess = (command: SdtCommandName, response: SdtResponse): boolean =>
  response.sw3 === sdtCommands[command].success;

/**
 * Whether this answer can belong to that command. Answers do not repeat the command, so after a request that ran into
 * its time limit this is the only way to tell its late answer from the one that is waited for.
 */
export function canAnswer(command: SdtCommandName, response: SdtResponse): boolean {
  const { success, dataLength } = sdtCommands[command];
  if (response.sw3 === success) {
    return dataLength === 'any' ? response.data.length >= 4 : response.data.length === dataLength;
  }
  if (response.sw3 === 0x90 || response.sw3 === 0x9f) return false;
  // 80 is said only by find and 81 only by select; what a card may cause is said only where a card is spoken to.
  if (response.sw3 === 0x80) return command === 'find';
  if (response.sw3 === 0x81) return command === 'select';
  return !causedByCard.has(response.sw3) || command === 'select' || command.startsWith('read');
}
