import type { Failure } from '../../contract/failure.ts';

/** E61xx: the province's card service (社保卡管理), whichever way it is reached. */
export const cardServiceErrors = {
  E6101: { name: 'away', action: 'clear', cause: 'the card service cannot be reached' },
  E6102: { name: 'noAnswer', action: 'clear', cause: 'the card service did not answer in time' },
  E6103: {
    name: 'notUnderstood',
    action: 'maintenance',
    cause: 'the answer of the card service is not valid',
  },
  E6104: { name: 'cancelled', action: 'clear', cause: 'the terminal stopped waiting for the card service' },
  E6105: {
    name: 'keyConflict',
    action: 'maintenance',
    cause: 'the idempotency key was used before with different content',
  },
  E6106: {
    name: 'badRequest',
    action: 'maintenance',
    cause: 'the card service does not accept this request',
  },
  E6107: {
    name: 'registerUnusable',
    action: 'maintenance',
    cause: 'the database of the embedded card service cannot be used',
  },
  E6108: { name: 'agentRulesInvalid', action: 'configuration', cause: 'the rules for agents are not valid' },
  E6109: { name: 'holidaysInvalid', action: 'configuration', cause: 'the table of holidays is not valid' },
  E6110: {
    name: 'hsmRefused',
    action: 'clear',
    cause: 'the security module of the card service has no answer for this card',
  },
  E6111: {
    name: 'noElectronicCard',
    action: 'clear',
    cause: 'the card service issues no electronic card for this card',
  },
} as const satisfies Record<string, { name: string; action: Failure['action']; cause: string }>;

export type CardServiceErrorCode = keyof typeof cardServiceErrors;

/** A failure from the table; `detail` holds numbers and state only, never personal data. */
export function cardServiceFailure(code: CardServiceErrorCode, detail?: string): Failure {
  const { action, cause } = cardServiceErrors[code];
  return { code, action, message: detail ? `${cause}: ${detail}` : cause };
}
