import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../../drivers/camera/capture-process.ts';
import { loadSlipFont } from '../../drivers/printer/render/slip-font.ts';
import { modelSources } from '../../models/manifest.ts';
import type { Config } from '../app/config.ts';
import { openVoice } from '../app/voice.ts';
import { type Finding, fine, warning, wrong } from './findings.ts';

/** What `yinling doctor` looks at beside the devices and the ledger: the machine and what is installed on it. */

export const root = path.join(import.meta.dirname, '..', '..');
const MB = 1024 * 1024;
/** A year of visits takes about 100 MB; below the first a full disk is near, below the second it is there. */
const FREE_ENOUGH_MB = 1024;
const FREE_LEAST_MB = 100;
/** Clocks that were never set stand at 1970 or 2000, flat batteries at the year of the board: all before this program. */
const YEARS_AHEAD = 20;

export function checkDisk(stateDir: string): Finding {
  const folder = nearestFolder(path.resolve(stateDir));
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    const freeMb = Math.floor((bavail * bsize) / MB);
    const cause = `${freeMb} MB free`;
    const next = 'free some space on this disk: the ledger cannot be written on a full one (E7002)';
    if (freeMb < FREE_LEAST_MB) return wrong('disk', cause, next);
    if (freeMb < FREE_ENOUGH_MB) return warning('disk', cause, next);
    return fine('disk', cause);
  } catch (error) {
    const cause = `the state folder cannot be written, ${(error as NodeJS.ErrnoException).code}`;
    return wrong('disk', cause, 'give the folder to the user that the terminal runs as');
  }
}

function nearestFolder(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestFolder(above);
}

/** `newest` are files that the terminal wrote: they cannot be newer than now. */
export function checkClock(now: Date, newest: readonly string[]): Finding {
  const next = 'set the clock and switch time synchronisation on (timedatectl set-ntp true)';
  const program = statSync(path.join(root, 'package.json')).mtime;
  const today = now.toISOString().slice(0, 10);
  const dayMs = 86_400_000;
  if (now.getTime() < program.getTime() - dayMs)
    return wrong('clock', `it is ${today}, before this program was installed`, next);
  if (now.getUTCFullYear() > program.getUTCFullYear() + YEARS_AHEAD)
    return wrong('clock', `it is ${today}, long after this program was installed`, next);
  const ahead = newest.some(
    (file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > +now + dayMs,
  );
  return ahead
    ? warning('clock', `it is ${today}, but the terminal wrote files later than that`, next)
    : fine('clock', `it is ${today}`);
}

export function checkModels(modelsDir: string = path.join(root, 'models')): Finding[] {
  const next = 'node scripts/materialise-models.ts';
  return modelSources.map(({ name, file, sha256 }) => {
    const check = `model ${name}`;
    try {
      const bytes = readFileSync(path.join(modelsDir, name, 'weights', file));
      const same = createHash('sha256').update(bytes).digest('hex') === sha256;
      return same ? fine(check, 'as delivered') : wrong(check, 'the file was changed (E5002)', next);
    } catch {
      return wrong(check, 'the file is missing (E5001)', next);
    }
  });
}

export function checkPrograms({ socialCard }: Config): Finding[] {
  const ffmpeg = findProgram('ffmpeg')
    ? fine('ffmpeg', 'installed')
    : wrong('ffmpeg', 'the capture program is not installed (E3001)', 'apt-get install ffmpeg');
  const font = loadSlipFont();
  const slipFont = font.ok
    ? fine('fonts', 'the font of the slips is installed')
    : wrong('fonts', font.error.message, 'apt-get install fonts-noto-cjk');
  if (socialCard.kind !== 'pcsc') return [ffmpeg, slipFont];
  const hasPcsc =
    process.platform !== 'linux' || [findProgram('pcscd'), ...PCSCD].some((at) => at && existsSync(at));
  const pcsc = hasPcsc
    ? fine('pcsc', 'installed')
    : wrong('pcsc', 'the PC/SC service is not installed (E2501)', 'apt-get install pcscd');
  return [ffmpeg, slipFont, pcsc];
}
/** Where it lies, and where it answers; a user's PATH has no sbin. */
const PCSCD = ['/usr/sbin/pcscd', '/run/pcscd/pcscd.comm'];

/** Captions are always there: a voice that is missing stops nobody. */
export async function checkVoice(config: Config): Promise<Finding[]> {
  if (config.voice === 'silent') return [fine('voice', 'configured as silent')];
  const { health } = await openVoice(config, path.join(root, 'fixtures'));
  if (health.length === 0) return [fine('voice', 'every prompt has its recorded clip')];
  const next = 'node scripts/make-voice-clips.ts, or install the recorded clips';
  return health.map(({ code, message }) => warning('voice', `${message} (${code})`, next));
}
