import { parsePortName } from '../../drivers/kit/discovery/port-name.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import { printerLineAt } from '../../drivers/printer/line-at.ts';
import { printOnce } from '../../drivers/printer/print-once.ts';
import { readArguments, required, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage.ts';

const DEFAULT_TIMEOUT_MS = 60_000;

/** `yinling print`: a text file as one slip on a printer at a serial port or on USB. */
export const printCommand: Command = async (args, signal) => {
  const { values } = readArguments(args, {
    port: 'string',
    profile: 'string',
    text: 'string',
    baud: 'string',
    timeout: 'string',
  });
  const baud = wholeNumber(values.baud, 'baud', 1200, 921_600);
  const port = parsePortName(required(values.port, 'port'));
  if (!port || port.kind === 'hid')
    throw new UsageError('--port takes a serial port or usb:VID:PID[:SERIAL]');
  // Only a printer on USB can be asked what it is.
  const profile = port.kind === 'usb' ? values.profile : required(values.profile, 'profile');
  return printOnce({
    line: printerLineAt(port, systemUsb),
    profile,
    textFile: required(values.text, 'text'),
    ...(baud === undefined ? {} : { baud }),
    timeoutMs: wholeNumber(values.timeout, 'timeout', 100, 3_600_000) ?? DEFAULT_TIMEOUT_MS,
    signal,
  });
};
