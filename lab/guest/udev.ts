import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FOLDER = '/run/udev/rules.d';
const LIMIT_MS = 60_000;

/** Resolves when udev has done everything for the devices that are there: drivers, links, permissions. */
export async function settled(): Promise<void> {
  await run('udevadm', ['settle'], { timeout: LIMIT_MS });
}

/** Gives udev a rules file as the packages install it; for devices that are plugged in afterwards. */
export async function useRules(name: string, rules: string): Promise<() => Promise<void>> {
  await mkdir(FOLDER, { recursive: true });
  const file = path.join(FOLDER, name);
  await writeFile(file, rules);
  await run('udevadm', ['control', '--reload'], { timeout: LIMIT_MS });
  return async () => {
    await rm(file, { force: true });
    await run('udevadm', ['control', '--reload'], { timeout: LIMIT_MS });
  };
}
