import type { ErrorRow } from '../kit/result.ts';

/**
 * E251x to E254x: the social-security card. E251x is the card and its records, E252x authentication, E253x the password
 * on the chip. The reader and the chip as such are E250x (drivers/kit/pcsc/errors.ts).
 */
export const socialCardErrors = {
  E2510: { name: 'noCard', action: 'clear', cause: 'no card was inserted in time' },
  E2511: { name: 'cardNotTaken', action: 'clear', cause: 'the card was not taken out in time' },
  E2512: { name: 'notSocialCard', action: 'clear', cause: 'the chip has no social-security application' },
  E2513: { name: 'wrongTag', action: 'clear', cause: 'a record carries another tag than it should' },
  E2514: { name: 'shortRecord', action: 'clear', cause: 'a record is shorter than it says' },
  E2515: { name: 'badContent', action: 'clear', cause: 'a record does not hold what the standard says' },
  E2516: { name: 'statusWord', action: 'clear', cause: 'the chip answered with an unexpected status word' },
  E2517: { name: 'unknownVersion', action: 'clear', cause: 'the card follows a version that is not known' },
  E2520: { name: 'notGenuine', action: 'clear', cause: 'the card did not prove that it is genuine' },
  E2521: {
    name: 'accessDenied',
    action: 'clear',
    cause: 'the card does not let this terminal read what it needs',
  },
  E2522: {
    name: 'psamFailed',
    action: 'maintenance',
    cause: 'the security module (PSAM) refused or did not answer',
  },
  E2523: {
    name: 'authenticationRefused',
    action: 'clear',
    cause: 'the card refused the external authentication',
  },
  E2524: {
    name: 'algorithmUnknown',
    action: 'clear',
    cause: 'the card names an algorithm that this terminal does not know',
  },
  E2525: {
    name: 'noAuthentication',
    action: 'configuration',
    cause: 'the card asks for authentication and there is neither a PSAM nor an HSM',
  },
  E2530: { name: 'pinChangeRefused', action: 'clear', cause: 'the chip refused to change the password' },
  E2531: { name: 'wrongOldPin', action: 'clear', cause: 'the old password is not the one on the chip' },
  E2532: { name: 'pinLocked', action: 'clear', cause: 'the password on the chip is locked' },
  E2533: { name: 'pinFormat', action: 'clear', cause: 'a password must be six digits' },
  E2540: {
    name: 'pinUnknown',
    action: 'clear',
    cause: 'the card was gone in the middle of a password change: nobody knows which password it has',
  },
} as const satisfies Record<string, ErrorRow>;
