import type { ErrorRow } from '../kit/result.ts';

/**
 * E2xxx: the ID-card reader. E20xx is found out on this side of the wire, E21xx is what the module or the card says
 * (the last two digits are SW3 of the SDT protocol, 3F being 38), E22xx is the photo decoder.
 */
export const idCardErrors = {
  E2001: {
    name: 'noReader',
    action: 'reset',
    cause: 'no module answered, at any speed where the line has one',
  },
  E2002: { name: 'noAnswer', action: 'reset', cause: 'the module did not answer the command in time' },
  E2003: { name: 'garbled', action: 'reset', cause: 'the answer was unreadable twice; the module was reset' },
  E2004: { name: 'notOpen', action: 'reset', cause: 'the reader is not open' },
  E2005: { name: 'noCard', action: 'clear', cause: 'no card was placed in time' },
  E2006: { name: 'cardNotTaken', action: 'clear', cause: 'the card was not taken away in time' },
  E2007: {
    name: 'removalUnobservable',
    action: 'clear',
    cause: 'this module does not tell a lying card from none',
  },
  E2008: {
    name: 'badCardContent',
    action: 'clear',
    cause: 'the card content does not follow the published layout',
  },
  E2009: { name: 'busy', action: 'clear', cause: 'another operation of this reader is still running' },
  E2110: {
    name: 'requestChecksum',
    action: 'reset',
    cause: 'SW3 10: the module saw a wrong request checksum',
  },
  E2111: { name: 'requestLength', action: 'reset', cause: 'SW3 11: the module saw a wrong request length' },
  E2121: { name: 'wrongCommand', action: 'reset', cause: 'SW3 21: wrong command, value or order' },
  E2123: {
    name: 'notPermitted',
    action: 'maintenance',
    cause: 'SW3 23: the module does not permit the command',
  },
  E2124: { name: 'unknownError', action: 'reset', cause: 'SW3 24: unknown error in the module' },
  E2131: { name: 'cardRejectedSam', action: 'clear', cause: 'SW3 31: the card rejected the security module' },
  E2132: { name: 'samRejectedCard', action: 'clear', cause: 'SW3 32: the security module rejected the card' },
  E2133: { name: 'checkFailed', action: 'clear', cause: 'SW3 33: the check of the card information failed' },
  E2137: { name: 'fingerprintCheckFailed', action: 'clear', cause: 'SW3 37: the fingerprint check failed' },
  E2138: {
    name: 'informationLength',
    action: 'clear',
    cause: 'SW3 3F: wrong length of the card information',
  },
  E2140: { name: 'unknownCard', action: 'clear', cause: 'SW3 40: unknown card type' },
  E2141: { name: 'readFailed', action: 'clear', cause: 'SW3 41: the card could not be read' },
  E2147: { name: 'randomFailed', action: 'clear', cause: 'SW3 47: the card gave no random number' },
  E2160: {
    name: 'samSelfTest',
    action: 'maintenance',
    cause: 'SW3 60: security module failed its self-test',
  },
  E2166: { name: 'samUnauthorised', action: 'maintenance', cause: 'SW3 66: security module not authorised' },
  E2180: {
    name: 'findFailed',
    action: 'clear',
    cause: 'SW3 80: no card, or the same card still lying there',
  },
  E2181: { name: 'selectFailed', action: 'clear', cause: 'SW3 81: the card could not be selected' },
  E2191: { name: 'noSuchItem', action: 'clear', cause: 'SW3 91: the card has no such item' },
  E2199: {
    name: 'unknownStatus',
    action: 'reset',
    cause: 'the module answered with an SW3 that is not published',
  },
  E2201: { name: 'photoDecoderMissing', action: 'configuration', cause: 'photo decoder could not be loaded' },
  E2202: { name: 'photoDecoderCrashed', action: 'maintenance', cause: 'the photo decoder crashed' },
  E2203: {
    name: 'photoDecoderHung',
    action: 'maintenance',
    cause: 'the photo decoder did not finish in time',
  },
  E2204: { name: 'photoRejected', action: 'clear', cause: 'the photo decoder refused the photo' },
  E2205: {
    name: 'photoNotDecodable',
    action: 'configuration',
    cause: 'no configured decoder takes this photo',
  },
} as const satisfies Record<string, ErrorRow>;

export type IdCardErrorCode = keyof typeof idCardErrors;
