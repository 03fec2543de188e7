import type { ErrorRow } from '../kit/result.ts';

/** E4xxx: the receipt printer. The Chinese explanations stand in main/contract/errors/printer.ts. */
export const printerErrors = {
  E4001: { name: 'paperOut', action: 'maintenance', cause: 'the printer has no paper' },
  E4002: { name: 'coverOpen', action: 'maintenance', cause: 'the printer cover or head is open' },
  E4003: { name: 'paperJammed', action: 'maintenance', cause: 'paper is jammed in the printer' },
  E4004: { name: 'cutterError', action: 'maintenance', cause: 'the paper cutter is blocked' },
  E4005: { name: 'headHot', action: 'clear', cause: 'the print head is too hot or its voltage is wrong' },
  E4006: {
    name: 'hardwareFault',
    action: 'maintenance',
    cause: 'the printer reports an unrecoverable error',
  },
  E4007: { name: 'offline', action: 'reset', cause: 'the printer is off-line and does not say why' },
  E4008: { name: 'noAnswer', action: 'reset', cause: 'the printer does not answer a status request' },
  E4009: { name: 'badAnswer', action: 'configuration', cause: 'the answers are not those of this profile' },
  E4010: { name: 'notConnected', action: 'reset', cause: 'the printer is not connected; nothing was sent' },
  E4011: {
    name: 'lostWhilePrinting',
    action: 'reset',
    cause: 'the connection was lost while printing; unknown whether the slip was printed',
  },
  E4012: {
    name: 'noProof',
    action: 'reset',
    cause: 'all was sent but the printer gave no proof; unknown whether the slip was printed',
  },
  E4013: { name: 'slipInOutput', action: 'clear', cause: 'an earlier slip is still in the presenter' },
  E4014: { name: 'retractFailed', action: 'maintenance', cause: 'the slip is still in the presenter' },
  E4015: { name: 'noRetract', action: 'configuration', cause: 'this profile cannot retract a slip' },
  E4016: { name: 'unknownProfile', action: 'configuration', cause: 'there is no such printer profile' },
  E4017: { name: 'invalidProfile', action: 'configuration', cause: 'the printer profile is not valid' },
  E4018: { name: 'fontMissing', action: 'configuration', cause: 'the slip font is not installed' },
  E4019: { name: 'invalidJob', action: 'clear', cause: 'the print job is not valid' },
  E4020: {
    name: 'glyphMissing',
    action: 'configuration',
    cause: 'no installed font has a character of the job',
  },
  E4021: {
    name: 'cancelledWhilePrinting',
    action: 'reset',
    cause: 'cancelled while printing; unknown whether the slip was printed',
  },
  E4022: { name: 'writeStalled', action: 'reset', cause: 'the printer does not take its data' },
  E4023: { name: 'textUnreadable', action: 'configuration', cause: 'the text file cannot be read' },
} as const satisfies Record<string, ErrorRow>;
