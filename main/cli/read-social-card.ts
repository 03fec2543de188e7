import { readSocialCardOnce } from '../../drivers/social-card/read-once.ts';
import { readArguments, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';

const DEFAULT_TIMEOUT_MS = 15_000;

/** `yinling read-social-card`: one social-security card from a PC/SC reader. */
export const readSocialCardCommand: Command = async (args, signal) => {
  const { values } = readArguments(args, { reader: 'string', psam: 'string', timeout: 'string' });
  return readSocialCardOnce({
    reader: values.reader,
    psam: values.psam,
    timeoutMs: wholeNumber(values.timeout, 'timeout', 100, 3_600_000) ?? DEFAULT_TIMEOUT_MS,
    signal,
  });
};
