import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadFingerprints } from '../../drivers/kit/discovery/fingerprint-files.ts';
import { loadConfig } from '../app/config.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail } from '../contract/failure.ts';
import { machine } from '../devices/device-lines.ts';
import { deviceReport } from '../devices/device-report.ts';
import { readArguments, required, wholeNumber } from './arguments.ts';
import { logTail } from './bundle-log.ts';
import type { Command } from './command.ts';
import { examine } from './doctor.ts';
import { root } from './doctor-machine.ts';
import { tarGz } from './tar.ts';
import { UsageError } from './usage.ts';

const DEFAULT_LINES = 2000;

/**
 * `yinling bundle`: what somebody far away needs to help, as a new archive or folder that only its owner may read. Nothing of the
 * ledger, no picture, no card, no password. E9040 when it cannot be written, or is there already.
 */
export const bundleCommand: Command = async (args) => {
  const { values, positionals } = readArguments(args, { config: 'string', out: 'string', lines: 'string' });
  if (positionals.length > 0) throw new UsageError('bundle takes no words');
  const out = required(values.out, 'out');
  const lines = wholeNumber(values.lines, 'lines', 1, 100_000) ?? DEFAULT_LINES;
  const files = await collect(values.config, lines);
  try {
    if (/\.(tar\.gz|tgz)$/.test(out))
      writeFileSync(out, tarGz(files, new Date()), { mode: 0o600, flag: 'wx' });
    else {
      mkdirSync(out, { mode: 0o700 });
      for (const [name, text] of files)
        writeFileSync(path.join(out, name), text, { mode: 0o600, flag: 'wx' });
    }
  } catch (error) {
    return fail(appFailure('E9040', `${out}: cannot be written, ${(error as NodeJS.ErrnoException).code}`));
  }
  return { ok: true, out, files: [...files.keys()] };
};

async function collect(configFile: string | undefined, lines: number): Promise<Map<string, string>> {
  const config = loadConfig(configFile);
  const own = config.ok ? (config.value.fingerprints ?? undefined) : undefined;
  const log = config.ok ? logTail(path.join(config.value.stateDir, 'log', 'yinling.log'), lines) : null;
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const { platform, arch, version: node } = process;
  const about = { version, madeAt: new Date().toISOString(), platform, arch, node };
  const parts = {
    'about.json': about,
    'configuration.json': config.ok ? config.value : config.error,
    'doctor.json': await examine(configFile),
    'devices.json': deviceReport(loadFingerprints(own).fingerprints, await machine().plugged.list()),
    'errors.json': { counts: log?.errorCounts ?? {}, linesLeftOut: log?.leftOut ?? 0 },
  };
  const files = new Map<string, string>();
  for (const [name, part] of Object.entries(parts)) files.set(name, `${JSON.stringify(part, redacted, 2)}\n`);
  files.set('log.jsonl', (log?.lines ?? []).map((line) => `${line}\n`).join(''));
  return files;
}

/** Passwords go, and whatever could be the number of a person or an account, wherever somebody wrote it. */
function redacted(key: string, value: unknown): unknown {
  if (/^(password|initialPin)$/.test(key)) return '[removed]';
  return typeof value === 'string' ? value.replace(/\d[\d -]{13,}[\dXx]/g, '#') : value;
}
