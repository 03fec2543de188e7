import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadFingerprints } from '../drivers/kit/discovery/fingerprint-files.ts';
import { modprobeSettings, udevRules } from '../drivers/kit/discovery/system-files.ts';

/**
 * `node scripts/make-udev-rules.ts [--own FOLDER] [--out FOLDER]`: the udev rules and modprobe settings of the known devices,
 * into scripts/lockdown. For a terminal with fingerprints of its own: `--own` names their folder, `--out` where the files go.
 */
const lockdown = path.join(import.meta.dirname, 'lockdown');

/** The files by their names; a test compares the shipped ones with them. */
export function systemFiles(ownDir?: string): Readonly<Record<string, string>> {
  const { fingerprints, refused } = loadFingerprints(ownDir);
  if (refused.length > 0) throw new Error(refused.map(({ file, why }) => `${file}: ${why}`).join('\n'));
  return {
    '70-yinling.rules': udevRules(fingerprints),
    'modprobe-yinling.conf': modprobeSettings(fingerprints),
  };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { own: { type: 'string' }, out: { type: 'string' } } });
  for (const [name, text] of Object.entries(systemFiles(values.own)))
    writeFileSync(path.join(values.out ?? lockdown, name), text);
}
