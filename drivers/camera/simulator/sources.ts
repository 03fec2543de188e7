import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ClipKind, clipKinds, clipLabels } from '../../../fixtures/heads/clips.ts';
import type { CameraSource } from './camera-simulator.ts';
import { readClip } from './clip-files.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const MAKE_LIMIT_MS = 120_000;

/** Everything that can stand before the simulated camera, for the dock: `<portrait id>/<clip>`. */
export function sourceNames(portraitId: string): { readonly id: string; readonly label: string }[] {
  return clipKinds.map((kind) => ({ id: `${portraitId}/${kind}`, label: clipLabels[kind] }));
}

/** Where the pictures of a portrait id (`astronaut`, `head:<person id>`) lie. */
export const clipFolder = (portraitId: string, kind: ClipKind): string =>
  path.join(root, 'fixtures/generated/clips', portraitId.replace(':', '-'), kind);

/**
 * The source of this name; made at first use (3 to 6 s, in a process of its own so that the stream does not halt) and
 * kept in fixtures/generated. Rejects on a name that is none.
 */
export async function generatedSource(name: string): Promise<CameraSource> {
  const [portraitId = '', clip] = name.split('/');
  const kind = clipKinds.find((known) => known === clip);
  if (!kind || !/^(astronaut|head:[a-z0-9-]{1,60})$/.test(portraitId))
    throw new Error(`the simulated camera knows no source "${name.slice(0, 80)}"`);
  const folder = clipFolder(portraitId, kind);
  try {
    await access(path.join(folder, 'clip.json'));
  } catch {
    const program = path.join(root, 'scripts/make-clips.ts');
    await promisify(execFile)(process.execPath, [program, portraitId, kind], { timeout: MAKE_LIMIT_MS });
  }
  return readClip(folder);
}
