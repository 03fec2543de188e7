import type { Failure } from '../contract/failure.ts';

/** E62xx: the bank's host, another system than the social-security side. */
export const bankErrors = {
  E6201: { name: 'away', action: 'clear', cause: 'the bank cannot be reached' },
  E6202: { name: 'noAnswer', action: 'clear', cause: 'the bank did not answer in time' },
  E6203: { name: 'notUnderstood', action: 'maintenance', cause: 'the answer of the bank is not valid' },
  E6204: { name: 'cancelled', action: 'clear', cause: 'the terminal stopped waiting for the bank' },
  E6205: {
    name: 'keyConflict',
    action: 'maintenance',
    cause: 'the idempotency key was used before with different content',
  },
  E6206: { name: 'badRequest', action: 'maintenance', cause: 'the bank does not accept this request' },
  E6207: {
    name: 'hostUnusable',
    action: 'maintenance',
    cause: 'the database of the embedded bank cannot be used',
  },
  E6208: {
    name: 'pinBlockRefused',
    action: 'clear',
    cause: 'the bank cannot open the PIN block: its session key is unknown, too old or another one',
  },
} as const satisfies Record<string, { name: string; action: Failure['action']; cause: string }>;

type BankErrorCode = keyof typeof bankErrors;

/** A failure from the table; `detail` holds numbers and state only, never personal data and nothing of a PIN. */
export function bankFailure(code: BankErrorCode, detail?: string): Failure {
  const { action, cause } = bankErrors[code];
  return { code, action, message: detail ? `${cause}: ${detail}` : cause };
}
