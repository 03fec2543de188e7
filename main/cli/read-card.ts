import { idCardLineAt } from '../../drivers/id-card/line-at.ts';
import { readCardOnce } from '../../drivers/id-card/read-once.ts';
import { parsePortName } from '../../drivers/kit/discovery/port-name.ts';
import { systemHid } from '../../drivers/kit/hid/system-hid.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import { readArguments, required, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage.ts';

const DEFAULT_TIMEOUT_MS = 15_000;

/** `yinling read-card`: one card from a reader on a serial port, on USB, or speaking HID. */
export const readCardCommand: Command = async (args, signal) => {
  const { values } = readArguments(args, {
    port: 'string',
    baud: 'string',
    fingerprint: 'boolean',
    'new-addresses': 'boolean',
    timeout: 'string',
  });
  const baud = wholeNumber(values.baud, 'baud', 1200, 921_600);
  const port = parsePortName(required(values.port, 'port'));
  if (!port) throw new UsageError('--port takes a serial port, usb:VID:PID[:SERIAL] or hid:VID:PID[:SERIAL]');
  const timeoutMs = wholeNumber(values.timeout, 'timeout', 100, 3_600_000) ?? DEFAULT_TIMEOUT_MS;
  const line = await idCardLineAt(port, { usb: systemUsb, hid: systemHid });
  if (!line.ok) return line;
  return readCardOnce({
    line: line.value,
    ...(baud === undefined ? {} : { baud }),
    fingerprint: values.fingerprint,
    newAddresses: values['new-addresses'],
    timeoutMs,
    signal,
  });
};
