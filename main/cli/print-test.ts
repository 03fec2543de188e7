import { parsePortName } from '../../drivers/kit/discovery/port-name.ts';
import type { Transport } from '../../drivers/kit/transport.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import { printerLineAt } from '../../drivers/printer/line-at.ts';
import { printOnce } from '../../drivers/printer/print-once.ts';
import { loadConfig } from '../app/config.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import { DeviceLines } from '../devices/device-lines.ts';
import { readArguments, required, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';
import { lineConfig } from './device-checks.ts';
import { UsageError } from './usage.ts';

const DEFAULT_TIMEOUT_MS = 60_000;

interface Printer {
  readonly line: Transport;
  readonly profile: string | undefined;
  readonly baud: number | undefined;
}

/** `yinling print-test`: the printer's test slip (widths, sizes, black bar, QR code, cut), told as printed on its own proof only. */
export const printTestCommand: Command = async (args, signal) => {
  const { values, positionals } = readArguments(args, {
    config: 'string',
    port: 'string',
    profile: 'string',
    baud: 'string',
    timeout: 'string',
  });
  if (positionals.length > 0) throw new UsageError('print-test takes no words');
  const { config, port, profile } = values;
  const baud = wholeNumber(values.baud, 'baud', 1200, 921_600);
  const timeoutMs = wholeNumber(values.timeout, 'timeout', 100, 3_600_000) ?? DEFAULT_TIMEOUT_MS;
  if (config !== undefined && (port ?? profile ?? baud) !== undefined)
    throw new UsageError('--config says the port, the profile and the speed');
  const found = config === undefined ? namedPrinter(port, profile, baud) : configuredPrinter(config);
  if (!found.ok) return found;
  const { baud: speed, ...printer } = found.value;
  return printOnce({ ...printer, ...(speed === undefined ? {} : { baud: speed }), timeoutMs, signal });
};

function namedPrinter(
  portName: string | undefined,
  profile: string | undefined,
  baud: number | undefined,
): Result<Printer> {
  const port = parsePortName(required(portName, 'port'));
  if (!port || port.kind === 'hid')
    throw new UsageError('--port takes a serial port or usb:VID:PID[:SERIAL]');
  // Only a printer on USB can be asked what it is.
  const known = port.kind === 'usb' ? profile : required(profile, 'profile');
  return ok({ line: printerLineAt(port, systemUsb), profile: known, baud });
}

function configuredPrinter(file: string): Result<Printer> {
  const config = loadConfig(file);
  if (!config.ok) return config;
  const { printer, printerProfile: profile, fingerprints } = config.value;
  const line = lineConfig(printer);
  if (!line) return fail(appFailure('E9040', 'printer: it is a simulated one'));
  const lines = new DeviceLines({ ownDir: fingerprints ?? undefined });
  const baud = printer.kind === 'serial' ? printer.baudRate : undefined;
  return ok({ line: lines.at('printer', line), profile, baud });
}
