import type { Failure } from '../contract/failure.ts';

interface AuthorityErrorRow {
  readonly name: string;
  readonly action: Failure['action'];
  /** For the technician, in English. */
  readonly cause: string;
}

/** E6xxx: the social-security side, whichever way it is reached. */
export const authorityErrors = {
  E6001: { name: 'away', action: 'clear', cause: 'the authority cannot be reached' },
  E6002: { name: 'noAnswer', action: 'clear', cause: 'the authority did not answer in time' },
  E6003: { name: 'notUnderstood', action: 'maintenance', cause: 'the answer of the authority is not valid' },
  E6004: { name: 'cancelled', action: 'clear', cause: 'the terminal stopped waiting for the authority' },
  E6005: {
    name: 'keyConflict',
    action: 'maintenance',
    cause: 'the idempotency key was used before with different content',
  },
  E6006: { name: 'badRequest', action: 'maintenance', cause: 'the authority does not accept this request' },
  E6007: {
    name: 'registerUnusable',
    action: 'maintenance',
    cause: 'the database of the embedded authority cannot be used',
  },
  E6008: { name: 'rulesInvalid', action: 'configuration', cause: 'the rules of the authority are not valid' },
} as const satisfies Record<string, AuthorityErrorRow>;

export type AuthorityErrorCode = keyof typeof authorityErrors;

/** A failure from the table; `detail` holds numbers and state only, never personal data. */
export function authorityFailure(code: AuthorityErrorCode, detail?: string): Failure {
  const { action, cause } = authorityErrors[code];
  return { code, action, message: detail ? `${cause}: ${detail}` : cause };
}
