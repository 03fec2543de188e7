import { type Config, loadConfig } from '../app/config.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { DeviceLines } from '../devices/device-lines.ts';
import { readArguments, wholeNumber } from './arguments.ts';
import type { Command } from './command.ts';
import { type CheckedDevice, checkedDevices, deviceChecks } from './device-checks.ts';
import { type Explained, explained } from './explain.ts';
import { UsageError } from './usage.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

type DeviceAnswer = { readonly device: CheckedDevice } & (
  | { readonly tested: false; readonly why: 'simulated' | 'notConfigured' }
  | {
      readonly tested: true;
      readonly ok: true;
      readonly ms: number;
      readonly facts: Readonly<object>;
    }
  | { readonly tested: true; readonly ok: false; readonly ms: number; readonly error: Explained }
);

/**
 * `yinling selftest`: every real device of a configuration, opened and asked. Not ok when one fails (its error is the answer's),
 * or when there is none to test (E9040).
 */
export const selftestCommand: Command = async (args, signal) => {
  const { values, positionals } = readArguments(args, {
    config: 'string',
    only: 'string',
    print: 'boolean',
    timeout: 'string',
  });
  if (positionals.length > 0) throw new UsageError('selftest takes no words');
  const wanted = devicesIn(values.only);
  const timeoutMs = wholeNumber(values.timeout, 'timeout', 100, 600_000) ?? DEFAULT_TIMEOUT_MS;
  const config = loadConfig(values.config);
  if (!config.ok) return config;
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const lines = new DeviceLines({ ownDir: config.value.fingerprints ?? undefined });
  const devices = await Promise.all(
    wanted.map((device) => testOne(device, config.value, lines, values.print, until)),
  );
  const tested = devices.filter((device) => device.tested);
  const failed = tested.find((device) => !device.ok);
  const error =
    tested.length === 0
      ? appFailure('E9040', 'none of these devices is a real one: nothing was tested')
      : failed?.error;
  return { ok: error === undefined, ...(error ? { error } : {}), tested: tested.length, devices };
};

async function testOne(
  device: CheckedDevice,
  config: Config,
  lines: DeviceLines,
  print: boolean,
  signal: AbortSignal,
): Promise<DeviceAnswer> {
  const check = deviceChecks[device];
  const why = check.absent(config);
  if (why) return { device, tested: false, why };
  const began = performance.now();
  const done = await check.run({ config, lines, print, signal });
  const ms = Math.round(performance.now() - began);
  return done.ok
    ? { device, tested: true, ok: true, ms, facts: done.value }
    : { device, tested: true, ok: false, ms, error: explained(done.error) };
}

function devicesIn(list: string | undefined): readonly CheckedDevice[] {
  if (list === undefined) return checkedDevices;
  return list.split(',').map((word) => {
    const device = checkedDevices.find((known) => known === word);
    if (!device) throw new UsageError(`--only takes ${checkedDevices.join(', ')}, not ${word}`);
    return device;
  });
}
