/**
 * Fetches the test portrait: NASA's picture of the astronaut Eileen Collins (public domain), which Debian ships in the
 * package python3-skimage. Only that one file is taken out of the package; nothing is installed.
 * See fixtures/LICENCES.md.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const target = join(root, 'fixtures', 'generated', 'astronaut.png');
const cache = join(root, '.cache', 'debs');
const DEBIAN_PACKAGE = 'python3-skimage';
const PICTURE = './usr/lib/python3/dist-packages/skimage/data/astronaut.png';
const SHA256 = '88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5';
const TIMEOUT_MS = 300_000;
/** The uncompressed package has about 30 MB. */
const MAX_BYTES = 200_000_000;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function isThere(): Promise<boolean> {
  try {
    return sha256(await readFile(target)) === SHA256;
  } catch {
    return false;
  }
}

async function download(): Promise<string> {
  await rm(cache, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  const fetchOnce = () => run('apt-get', ['download', DEBIAN_PACKAGE], { cwd: cache, timeout: TIMEOUT_MS });
  try {
    await fetchOnce();
  } catch {
    // A fresh machine has no package lists yet.
    await run('apt-get', ['update'], { timeout: TIMEOUT_MS });
    await fetchOnce();
  }
  const deb = (await readdir(cache)).find((name) => name.endsWith('.deb'));
  if (deb === undefined) throw new Error(`apt-get downloaded no ${DEBIAN_PACKAGE}`);
  return join(cache, deb);
}

async function main(): Promise<void> {
  if (await isThere()) {
    say('astronaut.png: present');
    return;
  }
  say(`astronaut.png: fetching the Debian package ${DEBIAN_PACKAGE}`);
  const deb = await download();
  const { stdout } = await run('sh', ['-c', 'dpkg-deb --fsys-tarfile "$0" | tar -xO "$1"', deb, PICTURE], {
    encoding: 'buffer',
    maxBuffer: MAX_BYTES,
    timeout: TIMEOUT_MS,
  });
  const found = sha256(stdout);
  if (found !== SHA256) throw new Error(`astronaut.png has sha256 ${found}, expected ${SHA256}`);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.part`, stdout);
  await rename(`${target}.part`, target);
  await rm(cache, { recursive: true, force: true });
  say('astronaut.png: sha256 checked');
}

try {
  await main();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `The test portrait could not be fetched: ${reason}\nOn a machine without apt, put skimage/data/astronaut.png of scikit-image 0.19 at ${target}.\n`,
  );
  process.exitCode = 1;
}
