import type { ErrorRow } from '../result.ts';

/** E250x: a PC/SC reader and the chip in it, whatever card it is. */
export const pcscErrors = {
  E2501: { name: 'readerMissing', action: 'reset', cause: 'no PC/SC reader has the configured name' },
  E2502: { name: 'serviceAway', action: 'reset', cause: 'the PC/SC service (pcscd) is not running' },
  E2503: {
    name: 'addonMissing',
    action: 'configuration',
    cause: 'the PC/SC binding was not built or does not load',
  },
  E2504: {
    name: 'readerStuck',
    action: 'reset',
    cause: 'the reader did not return a call; its process was replaced',
  },
  E2505: { name: 'cardHeld', action: 'configuration', cause: 'another program holds the card' },
  E2506: { name: 'cardRemoved', action: 'clear', cause: 'the card was taken away in the middle' },
  E2507: { name: 'cardMute', action: 'clear', cause: 'the chip does not answer' },
  E2508: { name: 'pcscFailed', action: 'reset', cause: 'the PC/SC service reported a failure' },
  E2509: { name: 'busy', action: 'clear', cause: 'another operation of this reader is still running' },
} as const satisfies Record<string, ErrorRow>;
