import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Electron's program, or null. Its npm package holds none: the binary is fetched from Electron's own host, which a closed
 * network does not reach. Looked for without `require('electron')`, which would try the download and throw.
 */
export function electronBinary(
  root: string,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const elsewhere = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const home = path.join(root, 'node_modules', 'electron');
  let binary: string;
  if (elsewhere) binary = path.join(elsewhere, platform === 'win32' ? 'electron.exe' : 'electron');
  else {
    try {
      binary = path.join(home, 'dist', readFileSync(path.join(home, 'path.txt'), 'utf8').trim());
    } catch {
      return null;
    }
  }
  return existsSync(binary) ? binary : null;
}
