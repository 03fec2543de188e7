import { printOnce } from '../../drivers/printer/print-once.ts';
import { readArguments, required, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';

const DEFAULT_TIMEOUT_MS = 60_000;

/** `yinling print`: a text file as one slip on a printer at a serial port. */
export const printCommand: Command = async (args, signal) => {
  const { values } = readArguments(args, {
    port: 'string',
    profile: 'string',
    text: 'string',
    baud: 'string',
    timeout: 'string',
  });
  const baud = wholeNumber(values.baud, 'baud', 1200, 921_600);
  return printOnce({
    port: required(values.port, 'port'),
    profile: required(values.profile, 'profile'),
    textFile: required(values.text, 'text'),
    ...(baud === undefined ? {} : { baud }),
    timeoutMs: wholeNumber(values.timeout, 'timeout', 100, 3_600_000) ?? DEFAULT_TIMEOUT_MS,
    signal,
  });
};
