import { transportErrors } from '../../drivers/kit/errors.ts';
import { type DeviceKind, deviceKinds } from '../../drivers/kit/discovery/fingerprint.ts';
import { loadFingerprints } from '../../drivers/kit/discovery/fingerprint-files.ts';
import { type DeviceFailure, failure } from '../../drivers/kit/result.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { machine } from '../devices/device-lines.ts';
import { type DeviceReport, deviceReport, type Taken } from '../devices/device-report.ts';
import { withDeviceIds } from '../devices/printer-ids.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage.ts';

/**
 * `yinling devices`: what is plugged in, which fingerprint fits how well, and what the terminal would take. Not ok when a
 * fingerprint file is refused (E9040), or a needed kind is missing (E1012) or not decided (E1014); the list is there all the
 * same.
 */
export const devicesCommand: Command = async (args) => {
  const { values, positionals } = readArguments(args, {
    fingerprints: 'string',
    need: 'string',
    ask: 'boolean',
  });
  if (positionals.length > 0) throw new UsageError('devices takes no words');
  const needed = kindsIn(values.need);
  const { fingerprints, refused } = loadFingerprints(values.fingerprints);
  const { usb, plugged } = machine();
  const listed = await plugged.list();
  const report = deviceReport(fingerprints, values.ask ? await withDeviceIds(listed, usb) : listed);
  const [wrong] = refused;
  const error = wrong ? appFailure('E9040', `${wrong.file}: ${wrong.why}`) : firstMissing(report, needed);
  return { ok: error === null, ...(error ? { error } : {}), ...report, refused };
};

function kindsIn(list: string | undefined): DeviceKind[] {
  if (list === undefined) return [];
  return list.split(',').map((word) => {
    const kind = deviceKinds.find((known) => known === word);
    if (!kind || kind === 'serialBridge') throw new UsageError(`--need takes kinds of devices, not ${word}`);
    return kind;
  });
}

function firstMissing({ taken }: DeviceReport, needed: readonly DeviceKind[]): DeviceFailure | null {
  for (const kind of needed) {
    const found: Taken | undefined = taken.find((one) => one.kind === kind);
    if (!found) return failure(transportErrors, 'E1012', kind);
    if ('error' in found) return found.error;
  }
  return null;
}
