import { readCardOnce } from '../../drivers/id-card/read-once.ts';
import { readArguments, required, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';

const DEFAULT_TIMEOUT_MS = 15_000;

/** `yinling read-card`: one card from a reader on a serial port. */
export const readCardCommand: Command = async (args, signal) => {
  const { values } = readArguments(args, {
    port: 'string',
    baud: 'string',
    fingerprint: 'boolean',
    'new-addresses': 'boolean',
    timeout: 'string',
  });
  const baud = wholeNumber(values.baud, 'baud', 1200, 921_600);
  return readCardOnce({
    port: required(values.port, 'port'),
    ...(baud === undefined ? {} : { baud }),
    fingerprint: values.fingerprint,
    newAddresses: values['new-addresses'],
    timeoutMs: wholeNumber(values.timeout, 'timeout', 100, 3_600_000) ?? DEFAULT_TIMEOUT_MS,
    signal,
  });
};
