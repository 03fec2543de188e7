import { type ErrorRow, err, failure, type Result } from '../kit/result.ts';

/** E28xx: the PIN pad, the encrypting one and the keys on the screen. Explained in main/contract/errors/pin-pad.ts. */
export const pinPadErrors = {
  E2801: { name: 'noPad', action: 'reset', cause: 'no PIN pad answered on the port' },
  E2802: { name: 'noAnswer', action: 'reset', cause: 'the PIN pad did not answer the command in time' },
  E2803: { name: 'garbled', action: 'reset', cause: 'the answer of the PIN pad was unreadable twice' },
  E2804: { name: 'notOpen', action: 'reset', cause: 'the PIN pad is not open, or is not configured' },
  E2805: { name: 'busy', action: 'clear', cause: 'another PIN entry is still running' },
  E2806: { name: 'entryTimeOut', action: 'clear', cause: 'the PIN entry was not completed in time' },
  E2807: { name: 'entryCancelled', action: 'clear', cause: 'the cancel key was pressed on the PIN pad' },
  E2808: { name: 'entryGone', action: 'clear', cause: 'the entered PIN is no longer held' },
  E2809: {
    name: 'clearRefused',
    action: 'suspend',
    cause: 'a bank PIN never leaves the PIN pad in clear',
  },
  E2810: {
    name: 'formatNotPossible',
    action: 'configuration',
    cause: 'the PIN block format, the cipher and the key do not fit together',
  },
  E2811: { name: 'noMasterKey', action: 'maintenance', cause: 'the PIN pad holds no master key' },
  E2812: { name: 'noSessionKey', action: 'reset', cause: 'the PIN pad does not hold this session key' },
  E2813: {
    name: 'keyCheckFailed',
    action: 'maintenance',
    cause: 'the key check value is another than the bank said',
  },
  E2814: {
    name: 'padGone',
    action: 'reset',
    cause: 'the PIN pad was unplugged or its port went away during a PIN entry',
  },
  E2815: { name: 'refused', action: 'configuration', cause: 'the PIN pad refused the command' },
  E2816: { name: 'padFault', action: 'maintenance', cause: 'the PIN pad reports a fault of its own' },
  E2817: {
    name: 'masterKeyFile',
    action: 'configuration',
    cause: 'the sealed master key for PIN blocks cannot be opened',
  },
} as const satisfies Record<string, ErrorRow>;

/** A refusal with one of these codes; `detail` holds numbers and states only. */
export const refuse = (code: keyof typeof pinPadErrors, detail?: string): Result<never> =>
  err(failure(pinPadErrors, code, detail));
